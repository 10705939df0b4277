import { workingMinutesBetween } from '../calendar/positions.ts'
import { level } from '../leveling/level.ts'
import type { LeveledTask, LevelingResult, Overallocation } from '../leveling/leveling-types.ts'
import type { PlanTask } from '../plan/types.ts'
import type { Arguments } from './arguments.ts'
import { FileError } from './describe-error.ts'
import { type CalendarOf, calendarsOf, finishDay, startDay, workingDays } from './inclusive-dates.ts'
import { searchOptions } from './level-instance-file.ts'
import type { LoadedPlan } from './load-file.ts'
import { tableOf } from './table.ts'
import { repeated, type Timed, timingsOf } from './timings.ts'

export interface PlanFile {
  readonly file: string
  readonly loaded: LoadedPlan
}

/** Levels plans together; resources of the same id are the same. @throws FileError */
export async function levelPlanFiles(files: readonly PlanFile[], args: Arguments): Promise<void> {
  const plans = files.map(({ loaded }) => loaded.plan)
  if (plans.every(({ assignments = [] }) => assignments.length === 0)) {
    process.stderr.write('nothing is assigned to any task, so there is nothing to level\n')
  }
  const title = `leveling ${files.length === 1 ? (files[0]?.loaded.name ?? '') : `${files.length} plans`}`
  const timed = await repeated(args.repeat, () =>
    level(plans, { ...searchOptions(args, title), withinFloat: args.withinFloat }),
  ).catch((error: unknown) => {
    throw new FileError(files.map(({ file }) => file).join(', '), error)
  })
  const answers = files.map(({ loaded }, at) => answerOf(loaded, at, timed.result))
  if (args.json) process.stdout.write(`${JSON.stringify(jsonOf(files, answers, timed))}\n`)
  else for (const answer of answers) process.stdout.write(textOf(answer, timed))
}

type Answer = ReturnType<typeof answerOf>

/** One plan among those leveled; the length of the critical path is a lower bound of its makespan. */
function answerOf({ name, plan, minutesPerDay }: LoadedPlan, at: number, result: LevelingResult) {
  const calendarOf = calendarsOf(plan)
  const days = (finish: number) =>
    workingDays(workingMinutesBetween(calendarOf(undefined), plan.start, finish), minutesPerDay)
  const before = result.finishBefore[at] ?? plan.start
  const after = result.finishAfter[at] ?? plan.start
  const tasks = result.tasks.filter((task) => task.plan === at)
  const ids = new Set(tasks.map(({ id }) => id))
  const taskOf = new Map(plan.tasks.map((task) => [task.id, task]))
  return {
    name,
    makespan: days(after),
    lowerBound: days(before),
    start: startDay(plan.start),
    finish: finishDay(plan.start, after, calendarOf(undefined)),
    finishBefore: finishDay(plan.start, before, calendarOf(undefined)),
    tasks: tasks.map((task) => leveledDays(task, taskOf.get(task.id), calendarOf)),
    unresolved: result.unresolved.filter(({ taskIds }) => taskIds.some((id) => ids.has(id))),
  }
}

function leveledDays(
  { id, start, finish, levelingDelayMinutes }: LeveledTask,
  task: PlanTask | undefined,
  calendarOf: CalendarOf,
) {
  return { id, start: startDay(start), finish: finishDay(start, finish, calendarOf(task)), levelingDelayMinutes }
}

function jsonOf(files: readonly PlanFile[], answers: readonly Answer[], timed: Timed<LevelingResult>): object {
  const loadMs = files.reduce((sum, { loaded }) => sum + loaded.loadMs, 0)
  const common = {
    schedules: timed.result.schedules,
    unresolved: timed.result.unresolved.map(unresolvedJson),
    timings_ms: timingsOf(loadMs, timed),
  }
  const [first] = answers
  return answers.length === 1 && first ? { ...planJson(first), ...common } : { plans: answers.map(planJson), ...common }
}

function planJson({ name, makespan, lowerBound, start, finish, finishBefore, tasks }: Answer): object {
  return {
    instance: name,
    makespan,
    lower_bound: lowerBound,
    start,
    finish,
    finish_before: finishBefore,
    starts: Object.fromEntries(tasks.map((task) => [task.id, task.start])),
    finishes: Object.fromEntries(tasks.map((task) => [task.id, task.finish])),
    leveling_delay_minutes: Object.fromEntries(
      tasks.flatMap(({ id, levelingDelayMinutes }) => (levelingDelayMinutes > 0 ? [[id, levelingDelayMinutes]] : [])),
    ),
  }
}

function unresolvedJson({ resourceId, from, to, units, taskIds }: Overallocation): object {
  return { resource: resourceId, from: startDay(from), to: startDay(to - 1), units, tasks: taskIds }
}

function textOf(answer: Answer, timed: Timed<LevelingResult>): string {
  const { schedules } = timed.result
  const moved = answer.tasks.filter(({ levelingDelayMinutes }) => levelingDelayMinutes > 0)
  const table = tableOf(moved, [
    { title: 'Moved task', text: ({ id }) => id },
    { title: 'Start', text: ({ start }) => start },
    { title: 'Finish', text: ({ finish }) => finish },
    {
      title: 'Delay',
      text: ({ levelingDelayMinutes }) => `${workingDays(levelingDelayMinutes, 1440)} elapsed d`,
      align: 'right',
    },
  ])
  const left = answer.unresolved.map(
    ({ resourceId, from, to, taskIds }) =>
      `${resourceId} stays overallocated from ${startDay(from)} to ${startDay(to - 1)}: ${taskIds.join(', ')}\n`,
  )
  return [
    moved.length > 0 ? `${table}\n` : '',
    ...left,
    `${answer.name}: ${moved.length} of ${answer.tasks.length} tasks moved, finish ${answer.finishBefore} before and ${answer.finish} after, `,
    `${schedules} ${schedules === 1 ? 'schedule' : 'schedules'} in ${timingsOf(0, timed).engine} ms\n`,
  ].join('')
}
