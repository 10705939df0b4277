/** In this order, since most browsers name others as well. */
const browsers = [
  ['Edge', /\bEdg(?:A|iOS)?\//],
  ['Opera', /\b(?:OPR|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
] as const
const systems = [
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b|\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const

/**
 * As much of a `User-Agent` as a person needs to know their own device by, and no more of it is kept: browser and system,
 * or the name of a program.
 */
export function describeAgent(agent: string | undefined): string | null {
  if (!agent) return null
  const nameIn = (table: readonly (readonly [string, RegExp])[]) => table.find(([, sign]) => sign.test(agent))?.[0]
  const [browser, system] = [nameIn(browsers), nameIn(systems)]
  if (browser) return system ? `${browser} on ${system}` : browser
  return /^[\w.-]{1,40}/.exec(agent)?.[0] ?? null
}
