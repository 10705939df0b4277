import { createStore } from '@throughline/client'

export type Theme = 'system' | 'light' | 'dark'

const key = 'throughline-theme'
const read = (): Theme => {
  const chosen = localStorage.getItem(key)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

export const theme = createStore<Theme>(read())

export function setTheme(chosen: Theme): void {
  if (chosen === 'system') {
    localStorage.removeItem(key)
    delete document.documentElement.dataset.theme
  } else {
    localStorage.setItem(key, chosen)
    document.documentElement.dataset.theme = chosen
  }
  theme.set(chosen)
}

/** Calls the listener when the page's colours may have changed; answers what stops it. */
export function onColoursChanged(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', listener)
  const stop = theme.subscribe(listener)
  return () => {
    system.removeEventListener('change', listener)
    stop()
  }
}
