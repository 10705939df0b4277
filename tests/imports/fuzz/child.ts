// Reads damaged files, one after another, in a process of its own, so that what one uses up is seen and does no harm.
import { judge } from './judge.ts'
import type { FuzzAnswer, FuzzTask } from './outcome.ts'

process.on('message', async ({ number, bytes }: FuzzTask) => {
  const before = process.cpuUsage()
  const outcome = await judge(bytes)
  const { user, system } = process.cpuUsage(before)
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024)
  const answer: FuzzAnswer = { number, ...outcome, milliseconds: Math.round((user + system) / 1_000), megabytes }
  process.send?.(answer)
})
