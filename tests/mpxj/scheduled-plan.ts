import { schedule, textOf } from '@throughline/engine'
import { type PlanDocument, planOf, readMspdi, readNetwork } from '@throughline/formats'
import { generateNetwork } from '../../packages/engine/bench/generate-network.ts'
import { writeMspdi } from '../../packages/engine/bench/write-mspdi.ts'

/** A plan with calendars, constraints, deadlines and all kinds of links, with the dates that we compute for it. */
export async function scheduledPlan(tasks: number): Promise<PlanDocument> {
  const network = generateNetwork({ kind: 'everything', tasks, links: Math.round(tasks * 1.75), seed: 3 })
  const document = await readMspdi(bytesOf(writeMspdi(readNetwork(JSON.stringify(network)).plan)))
  const computed = new Map(schedule(planOf(document)).tasks.map((task) => [task.id, task]))
  return {
    ...document,
    tasks: document.tasks.map((task) => {
      const dates = computed.get(task.key)
      if (dates === undefined) return task
      const stored = {
        start: textOf(dates.start),
        finish: textOf(dates.finish),
        earlyStart: textOf(dates.earlyStart),
        earlyFinish: textOf(dates.earlyFinish),
        lateStart: textOf(dates.lateStart),
        lateFinish: textOf(dates.lateFinish),
        totalSlackMinutes: dates.totalFloat,
        freeSlackMinutes: dates.freeFloat,
        isCritical: dates.isCritical,
        isSplitOrContoured: false,
      }
      return { ...task, stored }
    }),
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
