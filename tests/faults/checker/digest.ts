import { createHash } from 'node:crypto'
import type { Plan } from '@throughline/contract'
import { until } from '../../harness/until.ts'
import type { World } from '../world.ts'
import { storedPlan } from './stored-plan.ts'

const known = new WeakMap<World, Promise<string>>()

/** What an import of this file gives when nothing disturbs it; imported once a world. */
export function importedDigest(world: World, file: string): Promise<string> {
  const found = known.get(world)
  if (found) return found
  const made = importUndisturbed(world, file)
  known.set(world, made)
  made.catch(() => known.delete(world))
  return made
}

async function importUndisturbed(world: World, file: string): Promise<string> {
  const { patient } = world
  const body = new TextEncoder().encode(file)
  const { id } = await patient.call('createImport', { query: { fileName: 'undisturbed.xml', mode: 'at-once' }, body })
  const ended = async () => {
    const job = await patient.call('getImport', { params: { importId: id } })
    return job.endedAt === null ? null : job
  }
  const { projectId } = await until(ended, { what: 'an undisturbed import', withinMs: 60_000 })
  return digestOf(await storedPlan(world, projectId ?? ''))
}

/** Of the rows and their dates, without what differs from one import to another: ids and times. */
export function digestOf(plan: Plan): string {
  const names = new Map(plan.tasks.map(({ id, name }) => [id, name]))
  const tasks = plan.tasks.map((task) => [
    task.name,
    task.durationMinutes,
    task.earlyStart,
    task.earlyFinish,
    task.totalFloatMinutes,
  ])
  const links = plan.links.map((link) => [names.get(link.predecessorId), names.get(link.successorId), link.type])
  const sorted = [...tasks, ...links].map((row) => JSON.stringify(row)).toSorted()
  return createHash('sha256').update(sorted.join('\n')).digest('hex')
}
