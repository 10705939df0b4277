import type { ServerResponse } from 'node:http'

/** Ends the connection of one who takes nothing of what waits for them for so long; answers what ends the watch. */
export function cutWhenStuck(response: ServerResponse, milliseconds: number): () => void {
  let before = -1
  const timer = setInterval(() => {
    const { bytesWritten = 0, writableLength = 0 } = response.socket ?? {}
    const taken = bytesWritten - writableLength
    if (taken === before && response.writableLength > 0) response.destroy()
    before = taken
  }, milliseconds)
  return () => clearInterval(timer)
}
