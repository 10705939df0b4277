import { detectFormat, entitySchemas, type ImportFormat, issuesOf } from '@throughline/contract'
import { CycleError, HorizonError, InvalidCalendarError, InvalidInputError, schedule } from '@throughline/engine'
import { type DocumentRow, FormatError, type PlanDocument, planOf, readerFor } from '@throughline/formats'
import { asImported } from '../../../packages/formats/src/report/as-imported.ts'
import type { Outcome } from './outcome.ts'

const EXPLAINED = [CycleError, HorizonError, InvalidCalendarError, InvalidInputError]
/** What PostgreSQL holds no text with, as JSON has it. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

/** What becomes of a file: everything but a clean refusal or rows that can be written is broken. */
export async function judge(bytes: Uint8Array): Promise<Outcome & { readonly told: ImportFormat | null }> {
  const { format, refusal } = detectFormat(bytes, 'plan')
  if (format === null) return { told: null, kind: 'unknown', message: refusal }
  return { told: format, ...(await read(bytes, format)) }
}

async function read(bytes: Uint8Array, format: ImportFormat): Promise<Outcome> {
  try {
    return taken(await readerFor(format)(pieces(bytes)))
  } catch (error) {
    return refusalOf(error)
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536)
}

function refusalOf(error: unknown): Outcome {
  const message = error instanceof Error ? `${error.message}` : String(error)
  if (!(error instanceof FormatError)) {
    return { kind: 'broken', message: error instanceof Error ? (error.stack ?? message) : message }
  }
  if (error.line < 1 || !Number.isInteger(error.line)) return { kind: 'broken', message: `no line: ${message}` }
  const isUnclear =
    /undefined|\[object|NaN/.test(message.replace(/“[^”]*”/g, '')) || message.length > 2_000 || !message.isWellFormed()
  return { kind: isUnclear ? 'broken' : 'refused', message }
}

function taken(document: PlanDocument): Outcome {
  const { document: written, rows, parked } = asImported(document)
  const wrong = wrongRow(rows)
  if (wrong !== null) return { kind: 'broken', message: wrong }
  try {
    schedule(planOf(written))
  } catch (error) {
    const isExplained = EXPLAINED.some((kind) => error instanceof kind)
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { kind: isExplained ? 'unscheduled' : 'broken', message }
  }
  return { kind: parked.length > 0 ? 'waits' : 'taken', message: '' }
}

/** What is wrong with a row that is said to be right; null when all are. */
function wrongRow(rows: readonly DocumentRow[]): string | null {
  const before = new Set<string>()
  for (const row of rows) {
    const name = `${row.entity} ${row.key}`
    if (before.has(row.id)) return `${name} stands twice`
    const missing = row.needs.find((id) => !before.has(id))
    if (missing !== undefined) return `${name} needs ${missing}, which does not come before it`
    before.add(row.id)
    const json = JSON.stringify({ ...row, problem: row.problem })
    if (UNSTORABLE.test(json)) return `${name} cannot be stored: ${json.slice(0, 500)}`
    if (row.problem !== null) continue
    const { error } = entitySchemas[row.entity][row.entity === 'project' ? 'patch' : 'values'].safeParse(row.values)
    const [issue] = error === undefined ? [] : issuesOf(error)
    if (issue !== undefined) return `${name} is not taken: ${issue.path} ${issue.message}`
  }
  return null
}
