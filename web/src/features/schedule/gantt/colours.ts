const names = {
  surface: '--surface',
  header: '--sunken',
  text: '--text',
  label: '--gantt-label',
  border: '--border',
  grid: '--gantt-grid',
  weekend: '--gantt-weekend',
  active: '--gantt-active',
  flash: '--flash',
  bar: '--gantt-bar',
  barDone: '--gantt-bar-done',
  critical: '--gantt-critical',
  criticalDone: '--gantt-critical-done',
  summary: '--gantt-summary',
  milestone: '--gantt-milestone',
  ghost: '--gantt-ghost',
  chain: '--gantt-chain',
  link: '--gantt-link',
  today: '--gantt-today',
  float: '--gantt-float',
  deadline: '--gantt-deadline',
  missed: '--gantt-missed',
  pin: '--gantt-pin',
  status: '--gantt-status',
  accent: '--accent',
} as const

export type Colours = Record<keyof typeof names, string> & { font: string }

/** The tokens of the page as colours that a canvas takes; `light-dark()` is resolved by the browser. */
export function readColours(element: HTMLElement): Colours {
  const probe = element.appendChild(document.createElement('span'))
  probe.style.transition = 'none'
  const read = Object.entries(names).map(([name, token]) => {
    probe.style.color = `var(${token})`
    return [name, getComputedStyle(probe).color]
  })
  probe.remove()
  return { ...Object.fromEntries(read), font: getComputedStyle(element).fontFamily }
}
