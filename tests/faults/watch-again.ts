import { setTimeout as pause } from 'node:timers/promises'

/** Looks again and again, with pauses, until it is ended; the end waits for the last look, and fails as a look did. */
export function watchAgain(look: () => Promise<void>, everyMs: number): { end: () => Promise<void> } {
  let over = false
  const watch = async () => {
    while (!over) {
      await look()
      await pause(everyMs)
    }
  }
  const watching = watch()
  watching.catch(() => undefined)
  return {
    async end() {
      over = true
      await watching
    },
  }
}
