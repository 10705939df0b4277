/**
 * Shows that a step is at work: a spinner on a terminal; elsewhere a line at its start, one with the elapsed time every
 * ten seconds, and one at its end. Plain JavaScript, because it is needed before the packages are there.
 */
/**
 * @typedef {object} Progress
 * @property {<T>(title: string, work: (say: (detail: string) => void) => Promise<T>) => Promise<T>} step
 *   runs `work` while showing `title`, then how long it took; `say` sets what it is doing or waiting for
 * @property {(line: string) => void} note
 * @property {(line: string) => void} warn
 */
/** @typedef {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} ProgressOutput */

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const spinnerMs = 100
const reminderMs = 10_000

/**
 * 812 ms, 3.4 s, 2 min 5 s.
 * @param {number} ms
 */
export function formatElapsed(ms) {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`
}

/**
 * @param {ProgressOutput} output
 * @param {() => number} now
 * @returns {Progress}
 */
export function createProgress(output = process.stdout, now = Date.now) {
  const print = (/** @type {string} */ line) => output.write(`${output.isTTY ? '\r\x1b[K' : ''}${line}\n`)

  /** @type {Progress['step']} */
  const step = async (title, work) => {
    const started = now()
    let detail = ''
    let frame = 0
    const text = () => `${title}${detail ? ` – ${detail}` : ''} (${formatElapsed(now() - started)})`
    const draw = () => {
      frame = (frame + 1) % frames.length
      output.write(`\r\x1b[K${`${frames[frame]} ${text()}`.slice(0, (output.columns ?? 80) - 1)}`)
    }
    if (!output.isTTY) print(`… ${title}`)
    const timer = output.isTTY ? setInterval(draw, spinnerMs) : setInterval(() => print(`  … ${text()}`), reminderMs)
    try {
      const result = await work((said) => {
        detail = said
      })
      print(`✓ ${title}${detail ? ` – ${detail}` : ''} (${formatElapsed(now() - started)})`)
      return result
    } catch (error) {
      print(`✗ ${text()}`)
      throw error
    } finally {
      clearInterval(timer)
    }
  }

  return { step, note: print, warn: (/** @type {string} */ line) => print(`! ${line}`) }
}

/**
 * Shows nothing; what is worth a warning goes to `warn`.
 * @param {(line: string) => void} warn
 * @returns {Progress}
 */
export function createSilentProgress(warn = () => {}) {
  return { step: (_title, work) => work(() => {}), note: () => {}, warn }
}
