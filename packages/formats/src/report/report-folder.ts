import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { schedule } from '@throughline/engine'
import { FormatError } from '../format-error.ts'
import { planOf } from '../plan-of.ts'
import type { DocumentRow } from '../plan-rows/document-row.ts'
import { readPlan } from '../reader-for.ts'
import { asImported } from './as-imported.ts'
import { addTally, type Comparison, compareSchedule, emptyTally, type Tally } from './compare-schedule.ts'

export type FileReport =
  | ({ readonly file: string; readonly error: null; readonly parked: readonly ParkedRow[] } & Comparison)
  | { readonly file: string; readonly error: string }

/** A row that an import could not take as it stands, and why. */
export interface ParkedRow {
  readonly entity: string
  readonly name: string
  readonly reason: string
}

export interface FolderReport {
  readonly files: readonly FileReport[]
  readonly all: Tally
  readonly evenWork: Tally
}

const PLANS = /\.(xml|xer|pmxml|csv|tsv|xlsx|json)$/i

/**
 * Reads and reschedules every file of a folder, and of those in it, that is called as plans are, in order of their names;
 * each as an import takes it, by way of the rows of the product. A file that fails has an error.
 */
export async function reportFolder(folder: string): Promise<FolderReport> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile() && PLANS.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
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
    const { document, parked } = asImported(await readPlan(createReadStream(path), file))
    return {
      file,
      error: null,
      parked: parked.map(parkedRow),
      ...compareSchedule(document, schedule(planOf(document))),
    }
  } catch (error) {
    return { file, error: reasonOf(error) }
  }
}

function parkedRow({ entity, name, problem }: DocumentRow): ParkedRow {
  return { entity, name, reason: problem === null ? 'names such a row' : `${problem.field} ${problem.message}` }
}

function reasonOf(error: unknown): string {
  if (error instanceof FormatError) return `line ${error.line}: ${error.message}`
  return error instanceof Error ? error.message : String(error)
}
