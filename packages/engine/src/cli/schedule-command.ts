import { type Schedule, schedule } from '../index.ts'
import type { Arguments } from './arguments.ts'
import { type DatedTask, datedTasks, lastDay } from './dated-tasks.ts'
import { FileError } from './describe-error.ts'
import { driversJson, driverText, type LinkOf } from './drivers.ts'
import { startDay } from './inclusive-dates.ts'
import { type LoadedPlan, loadPlan } from './load-file.ts'
import { type Column, tableOf } from './table.ts'
import { repeated, type Timed, timingsOf } from './timings.ts'

/** `schedule FILE`: dates, floats, critical tasks and drivers. */
export async function scheduleCommand(args: Arguments): Promise<number> {
  const file = args.files[0] ?? ''
  const loaded = await loadPlan(file, args.command)
  const timed = await repeated(args.repeat, () => schedule(loaded.plan)).catch((error: unknown) => {
    throw new FileError(file, error)
  })
  process.stdout.write(args.json ? `${JSON.stringify(answerOf(loaded, timed))}\n` : textOf(loaded, timed))
  return 0
}

function answerOf(loaded: LoadedPlan, timed: Timed<Schedule>): object {
  const { plan, minutesPerDay } = loaded
  const found = timed.result
  const linkOf = linkFinder(loaded)
  const dated = datedTasks(plan, found, minutesPerDay)
  const tasks = dated.map(({ task, es, ef, ls, lf, tf, ff, critical }) => [
    task.id,
    { es, ef, ls, lf, tf, ff, critical, drivers: driversJson(found.explain(task.id), linkOf, minutesPerDay) },
  ])
  return {
    start: startDay(found.start),
    finish: lastDay(found, dated),
    tasks: Object.fromEntries(tasks),
    timings_ms: timingsOf(loaded.loadMs, timed),
  }
}

function textOf(loaded: LoadedPlan, timed: Timed<Schedule>): string {
  const { plan, name, names, minutesPerDay } = loaded
  const found = timed.result
  const linkOf = linkFinder(loaded)
  const dated = datedTasks(plan, found, minutesPerDay)
  const columns: Column<DatedTask>[] = [
    { title: 'Task', text: ({ task }) => task.id },
    ...(names.size > 0 ? [{ title: 'Name', text: ({ task }: DatedTask) => names.get(task.id) ?? '' }] : []),
    { title: 'Early start', text: ({ es }) => es },
    { title: 'Early finish', text: ({ ef }) => ef },
    { title: 'Late start', text: ({ ls }) => ls },
    { title: 'Late finish', text: ({ lf }) => lf },
    { title: 'Total', text: ({ tf }) => `${tf} d`, align: 'right' },
    { title: 'Free', text: ({ ff }) => `${ff} d`, align: 'right' },
    { title: 'Critical', text: ({ critical }) => (critical ? 'critical' : '') },
    { title: 'Driven by', text: ({ task }) => driverText(task.driver, linkOf, minutesPerDay) },
  ]
  const critical = dated.filter((task) => task.critical).length
  const { load, engine } = timingsOf(loaded.loadMs, timed)
  return [
    tableOf(dated, columns),
    `${name}: ${startDay(found.start)} to ${lastDay(found, dated)}, ${dated.length} tasks, ${critical} critical. `,
    `Read in ${load} ms, scheduled in ${engine} ms.\n`,
  ].join('')
}

function linkFinder({ plan }: LoadedPlan): LinkOf {
  const links = new Map(plan.links.map((link) => [link.id, link]))
  return (linkId) => links.get(linkId)
}
