import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { schedule } from '@throughline/engine'
import { readMspdi } from '../mspdi/read-mspdi.ts'
import type { PlanDocument } from '../plan-document.ts'
import { planOf } from '../plan-of.ts'
import { readXer } from '../xer/read-xer.ts'
import { addTally, type Comparison, compareSchedule, emptyTally, type Tally } from './compare-schedule.ts'

export type FileReport =
  | ({ readonly file: string; readonly error: null } & Comparison)
  | { readonly file: string; readonly error: string }

export interface FolderReport {
  readonly files: readonly FileReport[]
  readonly all: Tally
  readonly evenWork: Tally
}

/** Reads and reschedules every .xml (MSPDI) and .xer file of a folder, in order of their names. A file that fails has an error. */
export async function reportFolder(folder: string): Promise<FolderReport> {
  const names = (await readdir(folder)).filter((name) => readerOf(name) !== null).sort()
  const files: FileReport[] = []
  const all = emptyTally()
  const evenWork = emptyTally()
  for (const name of names) {
    const report = await reportFile(join(folder, name), name)
    files.push(report)
    if (report.error !== null) continue
    addTally(all, report.all)
    addTally(evenWork, report.evenWork)
  }
  return { files, all, evenWork }
}

async function reportFile(path: string, file: string): Promise<FileReport> {
  try {
    const read = readerOf(path) ?? readMspdi
    const document = await read(createReadStream(path))
    return { file, error: null, ...compareSchedule(document, schedule(planOf(document))) }
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) }
  }
}

function readerOf(name: string): ((source: AsyncIterable<Uint8Array>) => Promise<PlanDocument>) | null {
  if (/\.xml$/i.test(name)) return readMspdi
  return /\.xer$/i.test(name) ? readXer : null
}
