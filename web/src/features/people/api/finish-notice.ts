import { useMutation } from '@tanstack/react-query'
import { usePlanSession } from '../../../lib/plan-context.tsx'

/** A change of the plan like others: it is shown at once, and can be undone. */
export function useSetFinishNotice(projectId: string) {
  const session = usePlanSession()
  return useMutation({
    mutationFn: (finishNoticeDays: number) =>
      session.change({
        summary:
          finishNoticeDays === 0
            ? 'Told nobody of a finish that moves'
            : `Told of a finish that moves by more than ${daysOf(finishNoticeDays)}`,
        operations: [{ op: 'update', entity: 'project', id: projectId, patch: { finishNoticeDays } }],
      }),
  })
}

const daysOf = (count: number): string => (count === 1 ? 'a day' : `${count} days`)
