import type { PlanCopies } from '@throughline/client'
import type { Plan } from '@throughline/contract'
import { browserStore } from './browser-store.ts'

/** So many plans are kept, those that were looked at last. */
const most = 10

/** The plans that a person looked at last, as they were, for when the service cannot be reached. */
export function planCopies(owner: string): PlanCopies {
  const idOf = (projectId: string) => `${owner}/${projectId}`

  async function write(plan: Plan): Promise<void> {
    const store = await browserStore()
    await store.put('plans', { id: idOf(plan.project.id), owner, keptAt: Date.now(), plan })
    const ids = await store.getAllKeysFromIndex('plans', 'owner', owner)
    if (ids.length <= most) return
    const rows = await store.getAllFromIndex('plans', 'owner', owner)
    const oldest = rows.sort((one, other) => one.keptAt - other.keptAt).slice(0, rows.length - most)
    for (const { id } of oldest) await store.delete('plans', id)
  }

  return {
    write,
    async read(projectId) {
      const row = await (await browserStore()).get('plans', idOf(projectId))
      return row ? { plan: row.plan, keptAt: row.keptAt } : null
    },
    remove: async (projectId) => (await browserStore()).delete('plans', idOf(projectId)),
  }
}

/** After a sign-out nobody else at this browser is to see them. */
export async function forgetPlans(): Promise<void> {
  await (await browserStore()).clear('plans')
}
