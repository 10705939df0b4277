import { FormatError } from '../format-error.ts'

/**
 * A project of PSPLIB (Kolisch & Sprecher, EJOR 96 (1997)): jobs 1 … n with source and sink become
 * activities 0 … n - 1, in whole periods.
 */
export interface PsplibInstance {
  readonly durations: readonly number[]
  readonly successors: readonly (readonly number[])[]
  /** By job, then by renewable resource. */
  readonly demands: readonly (readonly number[])[]
  readonly capacities: readonly number[]
}

interface Line {
  readonly number: number
  readonly text: string
}

/**
 * Reads the text of a single-mode `.sm` file; of nonrenewable and doubly constrained resources there
 * must be none.
 * @throws FormatError with the line of what is wrong
 */
export function readPsplib(text: string): PsplibInstance {
  const lines = text.split(/\r?\n/).map((line, index) => ({ number: index + 1, text: line.trim() }))
  const count = countAfter(lines, /^jobs\b.*:\s*(\d+)/i, 'the number of jobs')
  const resourceCount = countAfter(lines, /^-\s*renewable\s*:\s*(\d+)/i, 'the number of renewable resources')
  for (const other of [/^-\s*nonrenewable\s*:\s*(\d+)/i, /^-\s*doubly constrained\s*:\s*(\d+)/i]) {
    const found = lines.find(({ text: line }) => Number(other.exec(line)?.[1] ?? 0) > 0)
    if (found !== undefined) throw wrong(found, 'only renewable resources are known here')
  }
  const successors = rowsAfter(lines, /^PRECEDENCE RELATIONS/i, count).map((row, job) => successorsOf(row, job, count))
  const requests = rowsAfter(lines, /^REQUESTS\/DURATIONS/i, count).map((row, job) =>
    requestOf(row, job, resourceCount),
  )
  const capacities = numbersOf(lineAfter(lines, /^RESOURCEAVAILABILITIES/i, 2))
  if (capacities.length < resourceCount) {
    throw wrong(lineAfter(lines, /^RESOURCEAVAILABILITIES/i, 2), `${resourceCount} availabilities are expected`)
  }
  return {
    durations: requests.map(({ duration }) => duration),
    successors,
    demands: requests.map(({ demands }) => demands),
    capacities: capacities.slice(0, resourceCount),
  }
}

function successorsOf(row: Line, job: number, count: number): number[] {
  const [number, modes, length, ...successors] = numbersOf(row)
  if (number !== job + 1) throw wrong(row, `job ${job + 1} is expected`)
  if (modes !== 1) throw wrong(row, 'only jobs with one mode are known here')
  if (length !== successors.length)
    throw wrong(row, `${length} successors are announced, ${successors.length} are there`)
  const unknown = successors.find((successor) => successor < 1 || successor > count)
  if (unknown !== undefined) throw wrong(row, `there is no job ${unknown}`)
  return successors.map((successor) => successor - 1)
}

function requestOf(row: Line, job: number, resourceCount: number): { duration: number; demands: number[] } {
  const [number, , duration, ...demands] = numbersOf(row)
  if (number !== job + 1) throw wrong(row, `job ${job + 1} is expected`)
  if (duration === undefined || demands.length !== resourceCount) {
    throw wrong(row, `a duration and ${resourceCount} requests are expected`)
  }
  return { duration, demands }
}

function countAfter(lines: readonly Line[], pattern: RegExp, what: string): number {
  for (const line of lines) {
    const found = pattern.exec(line.text)
    if (found !== null) return Number(found[1])
  }
  throw new FormatError(`This is no PSPLIB file: ${what} is missing`, { line: lines.length, column: 0 })
}

/** The rows of a section: lines that begin with a number, up to as many as there are jobs. */
function rowsAfter(lines: readonly Line[], heading: RegExp, count: number): Line[] {
  const from = sectionStart(lines, heading)
  const rest = lines.slice(from + 1)
  const end = rest.findIndex(({ text }) => text.startsWith('***'))
  const rows = (end < 0 ? rest : rest.slice(0, end)).filter(({ text }) => /^\d/.test(text))
  if (rows.length !== count) {
    throw wrong(lines[from] ?? { number: 1, text: '' }, `${count} jobs are announced, ${rows.length} are listed`)
  }
  return rows
}

function lineAfter(lines: readonly Line[], heading: RegExp, distance: number): Line {
  const from = sectionStart(lines, heading)
  const line = lines[from + distance]
  if (line === undefined) throw wrong(lines[from] ?? { number: 1, text: '' }, 'the section is cut short')
  return line
}

function sectionStart(lines: readonly Line[], heading: RegExp): number {
  const index = lines.findIndex(({ text }) => heading.test(text))
  if (index >= 0) return index
  const name = heading.source.replace(/[^A-Z ]/g, '')
  throw new FormatError(`This is no PSPLIB file: the section ${name} is missing`, { line: lines.length, column: 0 })
}

function numbersOf(line: Line): number[] {
  const numbers = line.text.split(/\s+/).map(Number)
  if (numbers.some((value) => !Number.isInteger(value) || value < 0)) throw wrong(line, 'whole numbers are expected')
  return numbers
}

function wrong({ number }: Line, problem: string): FormatError {
  return new FormatError(problem, { line: number, column: 0 })
}
