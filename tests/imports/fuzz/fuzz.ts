import { groupBy } from '../../../packages/formats/src/group-by.ts'
import { createRandom } from '../../faults/random-numbers.ts'
import { damaged } from './damage.ts'
import type { FuzzAnswer } from './outcome.ts'
import { Reader } from './readers.ts'
import { type SoundFile, soundFiles } from './sound-files.ts'

export const limits = { milliseconds: 5_000, megabytes: 512 } as const

export interface FuzzResult extends FuzzAnswer {
  /** Of the file before it was damaged. */
  readonly format: string
  readonly bytes: Uint8Array
}

export interface FuzzRun {
  readonly count: number
  readonly seed: number
  readonly side: number
  readonly onResult?: (result: FuzzResult) => void
}

/** Damages so many files, reads them side by side, and answers what became of each. The same seed makes the same files. */
export async function fuzz({ count, seed, side, onResult }: FuzzRun): Promise<Omit<FuzzResult, 'bytes'>[]> {
  const byFormat = [...groupBy(await soundFiles(seed), ({ format }) => format).values()]
  const results: Omit<FuzzResult, 'bytes'>[] = []
  let next = 0
  async function work(reader: Reader): Promise<void> {
    for (let number = next++; number < count; number = next++) {
      const file = fileFor(number, byFormat)
      const bytes = await damaged(file, createRandom(seed * 1_000_003 + number))
      const answer = await reader.read({ number, bytes })
      onResult?.({ ...answer, format: file.format, bytes })
      results.push({ ...answer, format: file.format })
    }
  }
  const readers = Array.from({ length: side }, () => new Reader())
  try {
    await Promise.all(readers.map(work))
  } finally {
    for (const reader of readers) reader.close()
  }
  return results
}

/** All formats in turn, and of each all files. */
function fileFor(number: number, byFormat: readonly (readonly SoundFile[])[]): SoundFile {
  const files = byFormat[number % byFormat.length] ?? []
  const file = files[Math.floor(number / byFormat.length) % files.length]
  if (file === undefined) throw new Error('there are no files to damage')
  return file
}

/** What is not as it has to be; null when all is. */
export function complaintOf({ kind, message, milliseconds, megabytes }: FuzzAnswer): string | null {
  if (kind === 'broken') return message
  if (milliseconds > limits.milliseconds) return `took ${milliseconds} ms`
  return megabytes > limits.megabytes ? `had ${megabytes} MB` : null
}
