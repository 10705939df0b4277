import type { DateDriver, DateField } from '@throughline/contract'
import type { Cause } from './causes.ts'
import type { Explanation } from './explain.ts'
import type { Step } from './follow-movement.ts'
import { directionOf, type Movement } from './movement.ts'
import { typeWords } from './words-of-change.ts'
import { taskWords } from './words-of-names.ts'
import { dayWords, moveWords } from './words-of-time.ts'

const causesNamed = 3
/** Links of a chain that are named before the first and after the last that are counted only. */
const namedAtEachEnd = 2

/** Who moved the date: a run, or a change that is only tried. */
export type Mover = { kind: 'run'; number: number | null } | { kind: 'trial' }

/** “finish moved from 12 to 16 March by run 12 because “Wiring” was lengthened by 4 days (change 311), which drives this”. */
export function sentenceOf(movement: Movement, explanation: Explanation, mover: Mover): string {
  const { causes, contributions, steps } = explanation
  const parts = [moved(explanation, mover)]
  if (causes.length > 0) parts.push(` because ${listed(causes, mover)}`)
  parts.push(chainWords(movement, explanation))
  if (contributions.length > 0) parts.push(`; besides, ${listed(contributions, mover)}`)
  const now = driverNow(movement, steps, causes)
  if (now) parts.push(`; ${now}`)
  return parts.join('')
}

function moved({ field, steps }: Explanation, mover: Mover): string {
  const { move } = steps[0] as Step
  const [before, after] = [move.before[field], move.after[field]]
  const by = mover.kind === 'run' ? ` by ${mover.number === null ? 'a run' : `run ${mover.number}`}` : ''
  if (before === null) return `${field} ${mover.kind === 'run' ? 'was set to' : 'would be'} ${dayWords(after)}${by}`
  return `${field} ${mover.kind === 'run' ? 'moved' : 'would move'} ${moveWords(before, after)}${by}`
}

function listed(causes: readonly Cause[], mover: Mover): string {
  const named = causes.slice(0, causesNamed).map(({ words, change }) => words + numbered(change, mover))
  const rest = causes.length - named.length
  if (rest > 0) named.push(`${rest} more`)
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : (named[0] ?? '')
}

const kindWords: Record<string, string> = {
  import: ', an import',
  seed: ', a template',
  undo: ', an undo',
  redo: ', a redo',
  sync: ', a sync',
}

const numbered = ({ revision, kind }: Cause['change'], mover: Mover): string =>
  mover.kind === 'trial' ? '' : ` (change ${revision}${kindWords[kind] ?? ''})`

/** “, which drives “Inspection” (FS), which drives this”: from where it began to the date that was asked about. */
function chainWords(movement: Movement, { steps, causes, taskId, isCut }: Explanation): string {
  const root = steps.at(-1) as Step
  const isAboutRoot = causes[0]?.row.id === root.move.taskId
  const phrases = steps
    .slice(0, -1)
    .reverse()
    .filter((step) => !isWithinTask(step))
    .map((step) => drives(movement, step, step.move.taskId === taskId))
  if (isCut) return `, at the end of a chain of more than ${steps.length - 1} tasks`
  if (phrases.length === 0) return ''
  const start = taskWords(movement, root.move.taskId)
  const first = causes.length === 0 ? `, as ${start} moved` : isAboutRoot ? '' : `, which moves ${start}`
  return [first, ...shortened(phrases)].join(', ')
}

function shortened(phrases: string[]): string[] {
  const left = phrases.length - 2 * namedAtEachEnd
  if (left < 2) return phrases
  return [...phrases.slice(0, namedAtEachEnd), `and so on over ${left} tasks`, ...phrases.slice(-namedAtEachEnd)]
}

const isWithinTask = ({ driver }: Step): boolean => driver?.kind === 'duration' || driver?.kind === 'assignment'

function drives(movement: Movement, step: Step, isThis: boolean): string {
  const { move, field, driver, by } = step
  const name = isThis ? 'this' : taskWords(movement, move.taskId)
  if (driver?.kind === 'children') return `which ${by === 'driver' ? spanVerb(field) : spanVerbThen(field)} ${name}`
  const type = isThis ? '' : typeOf(movement, driver)
  return `which ${by === 'driver' ? 'drives' : 'drove'} ${name}${type}`
}

const spanVerb = (field: DateField) => (field === 'start' ? 'begins' : 'ends')
const spanVerbThen = (field: DateField) => (field === 'start' ? 'began' : 'ended')

function typeOf({ links }: Pick<Movement, 'links'>, driver: DateDriver | null): string {
  const link = links.get(driver?.linkId ?? '')
  return link ? ` (${typeWords(link.type, link.lagMinutes, link.lagUnit)})` : ''
}

/** What drives the date since, where what moved it no longer does, or where it is new. */
function driverNow(movement: Movement, steps: readonly Step[], causes: readonly Cause[]): string | null {
  const own = steps.filter(({ move }) => move === steps[0]?.move)
  const step = own.at(-1) as Step
  const { move, by } = step
  const isNew = directionOf(move, step.field) === null
  const lost = by === null && causes.some(({ row }) => row.existence === 'deleted')
  if (!isNew && !lost && (by === null || by === 'driver')) return null
  const field = isWithinTask({ ...step, driver: move.driver[step.field] }) ? 'start' : step.field
  return driverWords(movement, move.driver[field], field)
}

/** What drives a date, in words: ““Design” (FS) drives it now”. */
export function driverWords(
  movement: Pick<Movement, 'names' | 'links'>,
  driver: DateDriver | null,
  field: DateField,
): string {
  const task = taskWords(movement, driver?.taskId)
  switch (driver?.kind) {
    case 'link':
      return `${task}${typeOf(movement, driver)} drives it now`
    case 'children':
      return `${task} ${spanVerb(field)} it now`
    case 'constraint':
      return driver.onTaskId ? 'a constraint of what it lies in holds it now' : 'its constraint holds it now'
    case 'late-as-possible':
      return 'it lies as late as possible now'
    case 'duration':
    case 'assignment':
      return 'its length sets it now'
    case 'actual':
      return 'it has happened'
    case 'manual':
      return driver.onTaskId ? 'what it lies in was placed by hand' : 'it is placed by hand now'
    case 'leveling-delay':
      return 'its leveling delay holds it now'
    case 'status-date':
      return 'the status date holds it now'
    case 'resume':
      return 'the rest of it is resumed then'
    case 'calendar-gap':
      return 'its calendar has no work before'
    case 'project-finish':
      return 'the finish of the project holds it now'
    default:
      return 'it starts with the project now'
  }
}
