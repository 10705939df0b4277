import { issuesOf } from '@throughline/contract'
import type { z } from 'zod'
import { checkLinks } from '../check-links.ts'
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'
import { cut } from '../limits.ts'
import type { PlanDocument, ReadOptions } from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { checkReferences, type Refuse } from './check-references.ts'
import { type JsonPart, parsePart } from './json-part.ts'
import { JsonSplitter } from './json-splitter.ts'
import { PLAN_FORMAT, PLAN_VERSION } from './plan-format.ts'
import { headSchema, type ListName, listNames, listSchemas, type PlanHead } from './plan-schemas.ts'

/** A row is a task with all that a file said of it, work of every day included. */
const LIMITS = { length: 16_777_216, depth: 64 }
const MAXIMUM_ROWS = 1_000_000

interface List {
  readonly rows: unknown[]
  readonly lines: number[]
  readonly columns: number[]
}

interface Parts {
  head: PlanHead | null
  readonly lists: Readonly<Record<ListName, List>>
  isOfVersion: boolean
  isOfFormat: boolean
  rows: number
}

/**
 * Reads a plan as `writeJson` writes it from a stream, however its lines are broken. What stands in memory is the plan,
 * never the text. A task or link that does not say in which line of which file it stood has the line of this one.
 * Throws FormatError, with the place, for what is not JSON, not such a plan, of another version, or contradicts itself.
 */
export async function readJson(source: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<PlanDocument> {
  const splitter = new JsonSplitter(LIMITS)
  const parts: Parts = {
    head: null,
    lists: Object.fromEntries(
      listNames.map((name) => [name, { rows: [], lines: [], columns: [] }]),
    ) as unknown as Parts['lists'],
    isOfFormat: false,
    isOfVersion: false,
    rows: 0,
  }
  let read = 0
  for await (const { text, bytes } of decodeText(source, () => 'utf-8')) {
    for (const part of splitter.write(text)) takePart(parts, part)
    read += bytes
    options.onProgress?.({ bytes: read, tasks: parts.lists.tasks.rows.length })
  }
  splitter.end()
  return documentOf(parts)
}

function takePart(parts: Parts, part: JsonPart): void {
  if (!parts.isOfVersion) {
    takeBeginning(parts, part)
  } else if (part.member === 'plan') {
    if (part.index !== null) throw new FormatError('plan is a list', part)
    parts.head = checked(headSchema, part) as PlanHead
  } else if (isList(part.member)) {
    takeRow(parts, parts.lists[part.member], part)
  } else {
    throw new FormatError(`A plan has no part “${part.member}”`, part)
  }
}

function isList(member: string): member is ListName {
  return Object.hasOwn(listSchemas, member)
}

/** Format and version come first, so that nothing is read by the rules of another. */
function takeBeginning(parts: Parts, part: JsonPart): void {
  const value = part.index === null ? parsePart(part) : null
  if (!parts.isOfFormat) {
    parts.isOfFormat = part.member === 'format' && value === PLAN_FORMAT
    if (parts.isOfFormat) return
    throw new FormatError(`The file is not a plan of Throughline, which begins {"format":"${PLAN_FORMAT}"`, part)
  }
  if (part.member !== 'version') throw new FormatError('The version of the format does not follow on its name', part)
  if (value !== PLAN_VERSION) {
    const message = `The file is of version ${part.text.trim()} of the format, and only version ${PLAN_VERSION} is known here`
    throw new FormatError(message, part)
  }
  parts.isOfVersion = true
}

function takeRow(parts: Parts, list: List, part: JsonPart): void {
  if (part.index === null) throw new FormatError(`${part.member} is not a list`, part)
  parts.rows += 1
  if (parts.rows > MAXIMUM_ROWS) throw new FormatError(`The file has more than ${MAXIMUM_ROWS} rows`, part)
  const row = checked(listSchemas[part.member as ListName], part)
  if ((part.member === 'tasks' || part.member === 'links') && row.line === 0) row.line = part.line
  list.rows.push(row)
  list.lines.push(part.line)
  list.columns.push(part.column)
}

/** A key or a value may be as long as a row: what a person is told is not. */
const LONGEST_PATH = 200
const LONGEST_REASON = 300

/** The value as it was parsed, which is smaller in memory than a copy of it. */
function checked(schema: z.ZodType, part: JsonPart): Record<string, unknown> {
  const value = parsePart(part)
  const { error } = schema.safeParse(value, { error: inWords })
  if (error === undefined) return value as Record<string, unknown>
  const [issue] = issuesOf(error)
  const where = cut([pathOf(part.member, part.index), issue?.path].filter((name) => name).join('.'), LONGEST_PATH)
  throw new FormatError(`${where} ${cut(issue?.message ?? '', LONGEST_REASON)}`, {
    line: part.line,
    column: part.column,
    path: where,
  })
}

function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return (issue.keys as string[]).map(() => 'is not known here').join('\n')
  if (issue.code !== 'invalid_type') return undefined
  return issue.input === undefined ? 'is missing' : `must be ${issue.expected}, and is ${JSON.stringify(issue.input)}`
}

function pathOf(member: string, index: number | null): string {
  return index === null ? member : `${member}[${index}]`
}

function documentOf({ head, lists, isOfVersion }: Parts): PlanDocument {
  if (!isOfVersion || head === null) {
    throw new FormatError(
      `The file is not a plan of Throughline: it has no part “${isOfVersion ? 'plan' : 'version'}”`,
      { line: 1, column: 0 },
    )
  }
  const rowsOf = <Name extends ListName>(name: Name) => lists[name].rows as unknown as PlanDocument[Name]
  const document: PlanDocument = {
    ...head,
    calendars: rowsOf('calendars'),
    tasks: rowsOf('tasks'),
    links: rowsOf('links'),
    resources: rowsOf('resources'),
    assignments: rowsOf('assignments'),
    warnings: rowsOf('warnings'),
    faults: rowsOf('faults'),
  }
  checkReferences(document, refusing(lists))
  const warnings = new Warnings()
  // A link may say where it stood in another file; a mistake is told where it stands in this one.
  const here = document.links.map((link, index) => ({ ...link, line: lists.links.lines[index] ?? 0 }))
  const kept = new Set(checkLinks(document.tasks, here, warnings).map(({ key }) => key))
  const links = document.links.filter(({ key }) => kept.has(key))
  return { ...document, links, warnings: [...document.warnings, ...warnings.list()] }
}

function refusing(lists: Parts['lists']): Refuse {
  return (list, index, field, problem) => {
    const { lines = [], columns = [] } = list === 'plan' ? {} : lists[list]
    const path = `${pathOf(list, index)}.${field}`
    throw new FormatError(`${path}: ${problem}`, {
      line: lines[index ?? 0] ?? 1,
      column: columns[index ?? 0] ?? 0,
      path,
    })
  }
}
