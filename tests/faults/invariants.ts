import type { Client } from '@throughline/client'
import { expect } from 'vitest'
import { freshDates, storedDates } from '../harness/fresh-schedule.ts'
import { computedPlan } from '../integration/support.ts'

/** Once the project is quiet: revisions without gap, and the stored dates are those of a fresh run from the rows. */
export async function expectSound(client: Client, projectId: string): Promise<void> {
  const plan = await computedPlan(client, projectId, 60_000)
  const { items, head } = await client.call('listEvents', { params: { projectId }, query: { since: 0 } })
  expect(head).toBe(plan.project.revision)
  expect(items.map(({ revision }) => revision)).toEqual(Array.from({ length: head }, (_, index) => index + 1))
  expect(storedDates(plan)).toEqual(freshDates(plan))
}
