import type { Scene } from '../scene.ts'

interface Counts {
  requests: number
  slots: number
  runs: number
  receipts: number
}

/** Nothing that was asked for is left lying: requests, slots of recomputes, runs, receipts. */
export async function checkWork({ world, projectId, seeded }: Scene): Promise<string[]> {
  const [counts] = await world.query<Counts>(
    `select (select count(*)::int from work_request) as requests,
       (select count(*)::int from recompute_slot where expires_at > now()) as slots,
       (select count(*)::int from recompute_run where state = 'running') as runs,
       (select count(*)::int from change_set where project_id = $1 and asks_recompute and covered_at is null) as receipts`,
    [projectId],
  )
  if (!counts) return ['nothing could be counted']
  const titles: Record<keyof Counts, string> = {
    requests: 'work requests wait',
    slots: 'slots of recomputes are held',
    runs: 'runs say that they are running',
    receipts: 'change sets have no receipt',
  }
  const problems = (Object.keys(titles) as (keyof Counts)[])
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name]} ${titles[name]}`)
  for (const { organisationId } of seeded) {
    const [plans] = await world.query<{ count: number; keys: number }>(
      `select count(*)::int as count, count(distinct seed_key)::int as keys from project where organisation_id = $1`,
      [organisationId],
    )
    if (!plans || plans.count !== plans.keys)
      problems.push(`${plans?.count} demonstration plans of ${plans?.keys} kinds`)
  }
  return problems
}
