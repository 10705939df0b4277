import { createInstance } from '../leveling/instance.ts'
import { type InstanceLeveling, levelInstance, type SearchOptions } from '../leveling/level-instance.ts'
import type { Arguments } from './arguments.ts'
import { FileError } from './describe-error.ts'
import type { LoadedInstance } from './load-file.ts'
import { createProgressBar } from './progress-bar.ts'
import { repeated, type Timed, timingsOf } from './timings.ts'

/** Levels one PSPLIB instance and prints a line about it. @throws FileError */
export async function levelInstanceFile(file: string, loaded: LoadedInstance, args: Arguments): Promise<void> {
  const timed = await repeated(args.repeat, () =>
    levelInstance(createInstance(loaded.instance), searchOptions(args, loaded.name)),
  ).catch((error: unknown) => {
    throw new FileError(file, error)
  })
  process.stdout.write(args.json ? `${JSON.stringify(answerOf(loaded, timed))}\n` : lineOf(loaded, timed))
}

/** One pass unless a budget is given; time runs from this call on. */
export function searchOptions({ schedules, seconds, seed }: Arguments, title: string): SearchOptions {
  if (seconds === null) return { schedules: schedules ?? 1, seed }
  const bar = createProgressBar(title)
  const begin = performance.now()
  const most = seconds * 1000
  return {
    schedules: Number.MAX_SAFE_INTEGER,
    seed,
    shouldStop: () => {
      const spent = performance.now() - begin
      bar.show(spent, most)
      if (spent >= most) bar.clear()
      return spent >= most
    },
  }
}

function answerOf({ name, loadMs }: LoadedInstance, timed: Timed<InstanceLeveling>): object {
  const { makespan, lowerBound, starts, schedules } = timed.result
  return {
    instance: name,
    makespan,
    lower_bound: lowerBound,
    schedules,
    starts: Object.fromEntries(Array.from(starts, (start, job) => [job + 1, start])),
    timings_ms: timingsOf(loadMs, timed),
  }
}

function lineOf({ name, loadMs }: LoadedInstance, timed: Timed<InstanceLeveling>): string {
  const { makespan, lowerBound, schedules } = timed.result
  const { engine } = timingsOf(loadMs, timed)
  return `${name}: makespan ${makespan}, lower bound ${lowerBound}, ${schedules} ${schedules === 1 ? 'schedule' : 'schedules'} in ${engine} ms\n`
}
