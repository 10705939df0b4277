import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { readNetwork } from '@throughline/formats'
import { createRandom } from '../../src/leveling/random.ts'
import type { PlanTask } from '../../src/plan/types.ts'
import { LiveSchedule } from '../../src/schedule/live-schedule.ts'
import { schedule } from '../../src/schedule/schedule.ts'
import { between } from '../random-choices.ts'

// incremental.ts FILE WARM_UP EDITS: tasks anywhere become a day longer or shorter, one after the other.
const [file = '', warmUp, edits] = process.argv.slice(2)
const { plan } = readNetwork(readFileSync(file, 'utf8'))
const live = new LiveSchedule(plan)
const tasks = [...plan.tasks]
const random = createRandom(5)
const times: number[] = []
const changed: number[] = []
for (let count = 0; count < Number(warmUp) + Number(edits); count += 1) {
  const index = between(random, 0, tasks.length - 1)
  const before = tasks[index] as PlanTask
  const isLonger = random() < 0.5 || before.durationMinutes < 960
  const task = { ...before, durationMinutes: before.durationMinutes + (isLonger ? 480 : -480) }
  tasks[index] = task
  const begin = performance.now()
  const outcome = live.edit({ tasks: [task] })
  if (count < Number(warmUp)) continue
  times.push(performance.now() - begin)
  changed.push(outcome.changed?.length ?? tasks.length)
}
const anew = schedule({ ...plan, tasks })
const isEqual = isDeepStrictEqual(live.schedule.columns, anew.columns) && live.schedule.finish === anew.finish
process.stdout.write(JSON.stringify({ times, changed, isEqual }))
