const WIDTH = 30
const LEAST_MS_BETWEEN = 80
const SHOWN_AFTER_MS = 400

export interface ProgressBar {
  /** `done` of `total`, in any unit. */
  readonly show: (done: number, total: number, detail?: string) => void
  readonly clear: () => void
}

/** On standard error, and only on a terminal; what is over soon shows none. */
export function createProgressBar(title: string, output: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!output.isTTY) return { show: () => undefined, clear: () => undefined }
  const begin = performance.now()
  let last = begin + SHOWN_AFTER_MS - LEAST_MS_BETWEEN
  let isShown = false
  return {
    show: (done, total, detail = '') => {
      const now = performance.now()
      if (now - last < LEAST_MS_BETWEEN) return
      last = now
      isShown = true
      const share = total > 0 ? Math.min(done / total, 1) : 0
      const filled = Math.round(share * WIDTH)
      const seconds = ((now - begin) / 1000).toFixed(1)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`
      const text = `${title} ${bar} ${Math.floor(share * 100)} % ${seconds} s ${detail}`
      output.write(`\r\x1b[K${text.slice(0, (output.columns ?? 80) - 1)}`)
    },
    clear: () => {
      if (isShown) output.write('\r\x1b[K')
    },
  }
}
