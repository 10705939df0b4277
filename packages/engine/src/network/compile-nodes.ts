import { InvalidInputError } from '../errors.ts'
import type { ConstraintKind, Plan, PlanOptions, PlanTask } from '../plan/types.ts'
import { checkAmount } from './amounts.ts'
import type { CalendarRegistry } from './calendar-registry.ts'
import { checkTaskDates } from './check-dates.ts'
import {
  AS_LATE_AS_POSSIBLE,
  AS_SOON_AS_POSSIBLE,
  COMPOSITE,
  FINISH_NO_EARLIER_THAN,
  FINISH_NO_LATER_THAN,
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  PINNED,
  PLAIN,
  type ProfilePart,
  START_NO_EARLIER_THAN,
  START_NO_LATER_THAN,
  STARTED,
} from './network.ts'
import type { Outline } from './outline.ts'
import { type Assigned, assignedPlacement, totalMinutes, workAssignments } from './profile.ts'

const CONSTRAINTS: Readonly<Record<ConstraintKind, number>> = {
  asSoonAsPossible: AS_SOON_AS_POSSIBLE,
  asLateAsPossible: AS_LATE_AS_POSSIBLE,
  startNoEarlierThan: START_NO_EARLIER_THAN,
  startNoLaterThan: START_NO_LATER_THAN,
  finishNoEarlierThan: FINISH_NO_EARLIER_THAN,
  finishNoLaterThan: FINISH_NO_LATER_THAN,
  mustStartOn: MUST_START_ON,
  mustFinishOn: MUST_FINISH_ON,
}

export type NodeArrays = Pick<
  Network,
  | 'nodeKind'
  | 'taskOfNode'
  | 'nodeOfTask'
  | 'calendar'
  | 'floatCalendar'
  | 'duration'
  | 'mode'
  | 'isSimple'
  | 'isActive'
  | 'earliest'
  | 'constraint'
  | 'constraintDate'
  | 'deadline'
  | 'levelingDelay'
  | 'pinnedStart'
  | 'pinnedFinish'
  | 'remaining'
  | 'resume'
  | 'isComplete'
  | 'profile'
  | 'profiles'
>

/** As if every node were an active leaf without a task. */
export function emptyNodes(nodes: number, tasks: number): NodeArrays {
  return {
    nodeKind: new Uint8Array(nodes),
    taskOfNode: new Int32Array(nodes),
    nodeOfTask: new Int32Array(tasks).fill(-1),
    calendar: new Int32Array(nodes),
    floatCalendar: new Int32Array(nodes),
    duration: new Int32Array(nodes),
    mode: new Uint8Array(nodes),
    isSimple: new Uint8Array(nodes),
    isActive: new Uint8Array(nodes).fill(1),
    earliest: new Int32Array(nodes).fill(NO_MINIMUM),
    constraint: new Uint8Array(nodes),
    constraintDate: new Int32Array(nodes),
    deadline: new Int32Array(nodes).fill(NO_MAXIMUM),
    levelingDelay: new Int32Array(nodes),
    pinnedStart: new Int32Array(nodes).fill(NO_MINIMUM),
    pinnedFinish: new Int32Array(nodes).fill(NO_MINIMUM),
    remaining: new Int32Array(nodes),
    resume: new Int32Array(nodes).fill(NO_MINIMUM),
    isComplete: new Uint8Array(nodes),
    profile: new Int32Array(nodes).fill(-1),
    profiles: [],
  }
}

/** Turns tasks into nodes, all of a plan or one that was edited. */
export class NodeCompiler {
  readonly plan: Plan
  readonly registry: CalendarRegistry
  readonly assignments: ReadonlyMap<string, Assigned[]>
  readonly notBefore: Int32Array
  readonly statusDate: number
  readonly isFromFinish: boolean

  /** Throws UnknownReferenceError for assignments of resources and tasks that are not there. */
  constructor(plan: Plan, options: PlanOptions, outline: Outline, registry: CalendarRegistry) {
    this.plan = plan
    this.registry = registry
    this.assignments = workAssignments(plan, (id) => outline.indexById.has(id))
    this.notBefore = inheritedMinimum(plan, outline)
    this.statusDate = options.statusDateMovesWork ? (plan.statusDate ?? NO_MINIMUM) : NO_MINIMUM
    this.isFromFinish = plan.scheduleFrom === 'finish'
  }

  /** Sets all that is not a default; a node that held another task must be cleared before. */
  fill(nodes: NodeArrays, node: number, index: number): void {
    const { registry, statusDate, isFromFinish } = this
    const task = this.plan.tasks[index] as PlanTask
    const own = this.ownCalendar(task)
    const { durationMinutes } = task
    checkAmount('task', task.id, 'a duration', durationMinutes, 0)
    checkTaskDates(task)
    const calendar = task.isElapsed === true ? registry.aroundTheClock() : own
    nodes.taskOfNode[node] = index
    nodes.nodeOfTask[index] = node
    nodes.floatCalendar[node] = calendar
    nodes.calendar[node] = calendar
    nodes.duration[node] = totalMinutes(task)
    nodes.earliest[node] = Math.max(statusDate, this.notBefore[index] as number)
    if (this.assignments.size > 0 && task.isElapsed !== true && durationMinutes > 0)
      this.#assign(nodes, node, task, own)
    nodes.remaining[node] = nodes.duration[node] as number
    if (task.isActive === false) nodes.isActive[node] = 0
    if (task.deadline !== undefined && task.deadline !== null) nodes.deadline[node] = task.deadline
    if (task.levelingDelayMinutes !== undefined) {
      nodes.levelingDelay[node] = checkAmount('task', task.id, 'a leveling delay', task.levelingDelayMinutes, 0)
    }
    if (isFromFinish || task.constraint) setConstraint(nodes, node, task, isFromFinish)
    if (task.manual) setManual(nodes, node, task)
    if (task.progress) setProgress(nodes, node, task, statusDate)
    // Nothing delays what lies where it lies.
    if (nodes.mode[node] === PINNED || nodes.mode[node] === STARTED) nodes.levelingDelay[node] = 0
    nodes.isSimple[node] = isSimple(nodes, node) ? 1 : 0
  }

  /** Sets a node anew for a task of the plan that was edited; `parent` is the index of its summary, or -1. */
  refill(nodes: NodeArrays, node: number, index: number, parent: number): void {
    const above = parent < 0 ? NO_MINIMUM : (this.notBefore[parent] as number)
    this.notBefore[index] = Math.max(ownMinimum(this.plan.tasks[index] as PlanTask), above)
    const place = nodes.profile[node] as number
    clearNode(nodes, node)
    this.fill(nodes, node, index)
    if (place >= 0 && (nodes.profile[node] as number) >= 0) {
      const profiles = nodes.profiles as (readonly ProfilePart[])[]
      profiles[place] = profiles.pop() as readonly ProfilePart[]
      nodes.profile[node] = place
    }
  }

  /** The calendar of a task, or the project's, whether or not its duration is elapsed. */
  ownCalendar({ calendarId, id }: PlanTask): number {
    return calendarId === null ? 0 : this.registry.numberOf(calendarId, 'task', id)
  }

  #assign(nodes: NodeArrays, node: number, task: PlanTask, own: number): void {
    const assigned = this.assignments.get(task.id)
    if (assigned === undefined) return
    const { calendar, duration, parts } = assignedPlacement(task, own, assigned, this.registry)
    nodes.calendar[node] = calendar
    nodes.duration[node] = duration
    if (parts === null) return
    nodes.mode[node] = COMPOSITE
    nodes.profile[node] = nodes.profiles.length
    ;(nodes.profiles as (readonly ProfilePart[])[]).push(parts)
  }
}

function isSimple(nodes: NodeArrays, node: number): boolean {
  const constraint = nodes.constraint[node]
  return (
    nodes.mode[node] === PLAIN &&
    nodes.calendar[node] === nodes.floatCalendar[node] &&
    (constraint === AS_SOON_AS_POSSIBLE || constraint === START_NO_EARLIER_THAN) &&
    nodes.levelingDelay[node] === 0 &&
    nodes.deadline[node] === NO_MAXIMUM
  )
}

/** Back to the defaults. */
function clearNode(nodes: NodeArrays, node: number): void {
  nodes.mode[node] = PLAIN
  nodes.isActive[node] = 1
  nodes.constraint[node] = AS_SOON_AS_POSSIBLE
  nodes.constraintDate[node] = 0
  nodes.deadline[node] = NO_MAXIMUM
  nodes.levelingDelay[node] = 0
  nodes.pinnedStart[node] = NO_MINIMUM
  nodes.pinnedFinish[node] = NO_MINIMUM
  nodes.resume[node] = NO_MINIMUM
  nodes.isComplete[node] = 0
  nodes.profile[node] = -1
}

/** By task: "start no earlier than" of the task and of the summaries above it. */
function inheritedMinimum(plan: Plan, { order, parent }: Outline): Int32Array {
  const minimum = new Int32Array(plan.tasks.length).fill(NO_MINIMUM)
  for (const index of order) {
    const own = ownMinimum(plan.tasks[index] as PlanTask)
    const above = parent[index] as number
    minimum[index] = above < 0 ? own : Math.max(own, minimum[above] as number)
  }
  return minimum
}

/** "Start no earlier than", and the start of a summary placed by hand: what lies below starts with it (rule 23, D). */
function ownMinimum({ constraint, manual }: PlanTask): number {
  const date = constraint?.kind === 'startNoEarlierThan' ? (constraint.date ?? NO_MINIMUM) : NO_MINIMUM
  return Math.max(date, manual?.start ?? NO_MINIMUM)
}

function setConstraint(nodes: NodeArrays, node: number, task: PlanTask, isFromFinish: boolean): void {
  const kind = task.constraint?.kind ?? (isFromFinish ? 'asLateAsPossible' : 'asSoonAsPossible')
  const code = CONSTRAINTS[kind]
  if (code === undefined) throw new InvalidInputError('task', task.id, `has a constraint of an unknown kind: ${kind}`)
  nodes.constraint[node] = code
  if (code === AS_SOON_AS_POSSIBLE || code === AS_LATE_AS_POSSIBLE) return
  const date = task.constraint?.date ?? null
  if (date === null) throw new InvalidInputError('task', task.id, `has a constraint ${kind} without a date`)
  nodes.constraintDate[node] = date
}

/** Rule 23. A date that is missing follows from the other one; without both the task is a plain one. */
function setManual(nodes: NodeArrays, node: number, task: PlanTask): void {
  const { start = null, finish = null } = task.manual ?? {}
  if (start === null && finish === null) return
  if (start !== null && finish !== null && finish < start) {
    throw new InvalidInputError('task', task.id, 'is set by hand to finish before it starts')
  }
  nodes.mode[node] = PINNED
  nodes.pinnedStart[node] = start ?? NO_MINIMUM
  nodes.pinnedFinish[node] = finish ?? NO_MINIMUM
}

/** Rules 9, 26 and 28. */
function setProgress(nodes: NodeArrays, node: number, task: PlanTask, statusDate: number): void {
  const { actualStart, actualFinish, doneMinutes, resume = null } = task.progress as NonNullable<PlanTask['progress']>
  if (actualStart === null) {
    if (actualFinish === null && doneMinutes === 0) return
    throw new InvalidInputError('task', task.id, 'has progress without an actual start')
  }
  const done = checkAmount('task', task.id, 'done minutes', doneMinutes, 0)
  nodes.pinnedStart[node] = actualStart
  if (actualFinish !== null) {
    if (actualFinish < actualStart) throw new InvalidInputError('task', task.id, 'has finished before it started')
    nodes.mode[node] = PINNED
    nodes.pinnedFinish[node] = actualFinish
    nodes.isComplete[node] = 1
    nodes.remaining[node] = 0
    return
  }
  if (nodes.mode[node] === PINNED) return
  nodes.mode[node] = STARTED
  // Constraints of its start are void (rule 15).
  nodes.earliest[node] = NO_MINIMUM
  nodes.remaining[node] = Math.max(0, (nodes.duration[node] as number) - done - gapsWithin(task, done))
  nodes.resume[node] = Math.max(resume ?? NO_MINIMUM, statusDate)
}

/** Rule 28: interruptions of the part that is done. */
function gapsWithin({ splits = [] }: PlanTask, done: number): number {
  return splits.reduce((sum, { afterMinutes, gapMinutes }) => sum + (afterMinutes <= done ? gapMinutes : 0), 0)
}
