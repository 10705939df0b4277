import type { Scene } from '../scene.ts'
import { digestOf } from './digest.ts'
import { storedPlan } from './stored-plan.ts'

/** An import wrote all rows or none, and what it wrote is what an undisturbed one writes. */
export async function checkImports({ world, imports }: Scene): Promise<string[]> {
  const problems: string[] = []
  for (const { importId, digest } of imports) {
    const job = await world.patient.call('getImport', { params: { importId } })
    if (job.state !== 'completed') problems.push(`the import ${importId} is ${job.state}`)
    else if (job.rowsDone !== job.rowsTotal) problems.push(`${job.rowsDone} of ${job.rowsTotal} rows were imported`)
    if (job.projectId === null) continue
    const plan = await storedPlan(world, job.projectId)
    if (digestOf(plan) !== digest) problems.push(`the imported plan ${job.projectId} differs from an undisturbed one`)
  }
  const [twice] = await world.query<{ count: number }>(
    `select count(*)::int as count from import_job where organisation_id = $1 and state in ('parsing', 'writing', 'recomputing')`,
    [world.organisation.id],
  )
  if (twice && twice.count > 0) problems.push(`${twice.count} imports have not ended`)
  return problems
}
