import { readFileSync } from 'node:fs'
import { readNetwork } from '@throughline/formats'
import { finishDay } from '../../src/cli/inclusive-dates.ts'
import { estimatesOf } from '../../src/cli/simulate-command.ts'
import { simulateInThreads } from '../../src/cli/simulation-threads.ts'
import { compileCalendar } from '../../src/index.ts'

// simulate.ts FILE RUNS THREADS REPEAT: Monte Carlo, in this process and its threads.
const [file = '', runs, threads, repeat] = process.argv.slice(2)
const { plan, estimates } = readNetwork(readFileSync(file, 'utf8'))
const model = { estimates: estimatesOf(estimates, 'pert') }
const options = { runs: Number(runs), threads: Number(threads), seed: 7, percentiles: [50, 80, 95] }
const times: number[] = []
const simulated = async () => {
  const begin = performance.now()
  const result = await simulateInThreads(plan, model, options)
  times.push(performance.now() - begin)
  return result
}
let result = await simulated()
while (times.length < Number(repeat)) result = await simulated()
const calendar = compileCalendar(plan.calendars[0] ?? { id: '', week: [], exceptions: [] })
const days = result.project.percentiles.map(({ percentile, finish }) => [
  `p${percentile}`,
  finishDay(plan.start, finish, calendar),
])
const peakKilobytes = process.resourceUsage().maxRSS
process.stdout.write(JSON.stringify({ times, ...Object.fromEntries(days), peakKilobytes }))
