import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'

const tailBytes = 64 * 1024
const rotateAboveBytes = 10 * 1024 * 1024

/** Length of a file in bytes, 0 when it is not there. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** The last lines of a file, from `start` (in bytes) on; none when it is not there. */
export function lastLines(file: string, count: number, start = 0): string[] {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    return []
  }
  try {
    const size = fstatSync(descriptor).size
    const bytes = new Uint8Array(Math.max(0, Math.min(size - start, tailBytes)))
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
    const text = new TextDecoder().decode(bytes).trimEnd()
    return text === '' ? [] : text.split('\n').slice(-count)
  } finally {
    closeSync(descriptor)
  }
}

/** Opens a log for appending; a large one is put aside first, as `<name>.1`, so that there are never more than two. */
export function openLog(file: string): number {
  if (sizeOf(file) > rotateAboveBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o640)
}
