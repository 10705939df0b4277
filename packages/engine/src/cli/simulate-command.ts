import type { DurationEstimate } from '@throughline/formats'
import type { Minute, PlanTask } from '../plan/types.ts'
import type { Estimate, FinishDistribution, SimulationModel, SimulationResult } from '../simulation/types.ts'
import type { Arguments, Distribution } from './arguments.ts'
import { FileError } from './describe-error.ts'
import { calendarsOf, finishDay, startDay } from './inclusive-dates.ts'
import { type LoadedPlan, loadPlan } from './load-file.ts'
import { createProgressBar } from './progress-bar.ts'
import { simulateInThreads } from './simulation-threads.ts'
import { tableOf } from './table.ts'
import { repeated, type Timed, timingsOf } from './timings.ts'

const PERCENTILES = [5, 50, 80, 95]
const TORNADO = 10

/** `simulate FILE`: when the project is over with what confidence, and which tasks decide it. */
export async function simulateCommand(args: Arguments): Promise<number> {
  const file = args.files[0] ?? ''
  const loaded = await loadPlan(file, args.command)
  if (loaded.estimates.size === 0) {
    process.stderr.write(`${file}: no task has an estimate (o, m, p), so every run is the same\n`)
  }
  const timed = await simulated(loaded, args).catch((error: unknown) => {
    throw new FileError(file, error)
  })
  process.stdout.write(args.json ? `${JSON.stringify(answerOf(loaded, timed))}\n` : textOf(loaded, timed))
  return 0
}

async function simulated(loaded: LoadedPlan, args: Arguments): Promise<Timed<SimulationResult>> {
  const model: SimulationModel = { estimates: estimatesOf(loaded.estimates, args.distribution) }
  const bar = createProgressBar(`${args.runs} runs`)
  try {
    return await repeated(args.repeat, () =>
      simulateInThreads(loaded.plan, model, {
        runs: args.runs,
        seed: args.seed,
        percentiles: PERCENTILES,
        onProgress: (done) => bar.show(done, args.runs),
        ...(args.threads === null ? {} : { threads: args.threads }),
      }),
    )
  } finally {
    bar.clear()
  }
}

export function estimatesOf(estimates: ReadonlyMap<string, DurationEstimate>, kind: Distribution): Estimate[] {
  return Array.from(estimates, ([taskId, { optimisticMinutes, mostLikelyMinutes, pessimisticMinutes }]) => ({
    taskId,
    duration: { kind, min: optimisticMinutes, mode: mostLikelyMinutes, max: pessimisticMinutes },
  }))
}

function answerOf(loaded: LoadedPlan, timed: Timed<SimulationResult>): object {
  const { runs, seed, start, project, tasks } = timed.result
  const dayAt = percentileDays(loaded, timed.result)
  return {
    runs,
    seed,
    start: startDay(start),
    p5: dayAt(project, 5),
    p50: dayAt(project, 50),
    p80: dayAt(project, 80),
    p95: dayAt(project, 95),
    mean_days: hundredths(project.meanMinutes / loaded.minutesPerDay),
    tasks: Object.fromEntries(
      tasks.map(({ id, criticality, finish }, index) => [
        id,
        {
          criticality: Math.round(criticality * 10_000) / 10_000,
          p50: dayAt(finish, 50, loaded.plan.tasks[index]),
          p80: dayAt(finish, 80, loaded.plan.tasks[index]),
        },
      ]),
    ),
    timings_ms: timingsOf(loaded.loadMs, timed),
  }
}

function textOf(loaded: LoadedPlan, timed: Timed<SimulationResult>): string {
  const result = timed.result
  const { runs, project } = result
  const dayAt = percentileDays(loaded, result)
  const names = (id: string) => [id, loaded.names.get(id) ?? ''].join(' ').trim()
  const tornado = tableOf(result.tornado(TORNADO), [
    { title: 'What moves the finish most', text: ({ id }) => names(id) },
    { title: 'Sensitivity', text: ({ sensitivity }) => sensitivity.toFixed(2), align: 'right' },
    { title: 'Critical', text: ({ criticality }) => `${(criticality * 100).toFixed(0)} %`, align: 'right' },
    { title: 'Cruciality', text: ({ cruciality }) => cruciality.toFixed(2), align: 'right' },
  ])
  const { load, engine } = timingsOf(loaded.loadMs, timed)
  const percentiles = PERCENTILES.map((percentile) => `P${percentile}  ${dayAt(project, percentile)}\n`)
  const days = [project.meanMinutes, project.standardDeviation].map((minutes) =>
    hundredths(minutes / loaded.minutesPerDay),
  )
  return [
    tornado,
    '\n',
    ...percentiles,
    `mean ${days[0]} working days, standard deviation ${days[1]}\n`,
    `${loaded.name}: ${runs} runs of ${result.tasks.length} tasks. Read in ${load} ms, simulated in ${engine} ms.\n`,
  ].join('')
}

type DayAt = (distribution: FinishDistribution, percentile: number, task?: PlanTask) => string

function percentileDays({ plan, estimates }: LoadedPlan, { start }: SimulationResult): DayAt {
  const calendarOf = calendarsOf(plan)
  return ({ percentiles, mean }, percentile, task) => {
    const finish: Minute = percentiles.find((entry) => entry.percentile === percentile)?.finish ?? mean
    const isPoint = task !== undefined && task.durationMinutes === 0 && !estimates.has(task.id)
    return finishDay(isPoint ? finish : start, finish, calendarOf(task))
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
