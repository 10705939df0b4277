// Runs before the first paint, apart from the bundle so that a strict content security policy holds.
const chosenTheme = localStorage.getItem('throughline-theme')
if (chosenTheme) document.documentElement.dataset.theme = chosenTheme
// zod would try to compile its validators, which the policy refuses.
globalThis.__zod_globalConfig = { jitless: true }
