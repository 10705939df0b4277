import { usePlanUpdates } from '../../../lib/plan-context.tsx'
import { queryClient } from '../../../lib/query-client.ts'

/** Asks anew for who is what in the project when somebody changed that, or when that may have been missed. */
export function useMembersRefresh(projectId: string | undefined): void {
  usePlanUpdates(({ event }) => {
    if (event && event.type !== 'project.members-changed') return
    for (const name of ['members', 'project-teams', 'project-standings'])
      void queryClient.invalidateQueries({ queryKey: [name, projectId] })
  })
}
