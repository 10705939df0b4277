import { type ChangeSetInput, type Leveling, maximumOperations, type Plan } from '@throughline/contract'
import { text } from './text.ts'

type Delay = Pick<Leveling['delays'][number], 'taskId' | 'levelingDelayMinutes'>

/** The change sets that give tasks their delays: one, unless there are more than fit into one. */
function delayed(delays: readonly Delay[], summary: string): ChangeSetInput[] {
  const changes: ChangeSetInput[] = []
  for (let at = 0; at < delays.length; at += maximumOperations) {
    const operations = delays.slice(at, at + maximumOperations).map(({ taskId: id, levelingDelayMinutes }) => ({
      ...{ op: 'update' as const, entity: 'task' as const, id },
      patch: { levelingDelayMinutes },
    }))
    changes.push({ summary, operations })
  }
  return changes
}

export function applyLeveling({ delays }: Leveling): ChangeSetInput[] {
  return delayed(delays, text('levelSummary', { count: delays.length }))
}

export function clearLeveling({ tasks }: Plan): ChangeSetInput[] {
  const delays = tasks
    .filter(({ levelingDelayMinutes }) => levelingDelayMinutes > 0)
    .map(({ id }) => ({ taskId: id, levelingDelayMinutes: 0 }))
  return delayed(delays, text('clearSummary', { count: delays.length }))
}
