import { useMutation } from '@tanstack/react-query'
import type { ChangeSetInput, LevelingEffort } from '@throughline/contract'
import { usePlanSession } from '../../../lib/plan-context.tsx'
import { client } from '../../../lib/service.ts'
import { showError, showToast } from '../../../lib/toasts.ts'
import { text } from '../lib/text.ts'

interface Wanted {
  withinFloat: boolean
  effort: LevelingEffort
}

/** What leveling would do; nothing is changed by it. */
export function usePreviewLeveling(projectId: string) {
  return useMutation({
    mutationFn: (query: Wanted) => client.call('getLeveling', { params: { projectId }, query }),
    onError: (error) => showError(text('levelFailed'), error),
  })
}

/** Puts delays into the plan, and says so. */
export function useApplyLeveling(done: 'leveled' | 'cleared', onDone: () => void) {
  const session = usePlanSession()
  return useMutation({
    async mutationFn({ changes, seen }: { changes: readonly ChangeSetInput[]; seen?: number }) {
      for (const change of changes) await session.change(change, seen === undefined ? {} : { seen })
    },
    onSuccess() {
      showToast({ tone: 'info', title: text(done), detail: text('undoHint') })
      onDone()
    },
    onError: (error) => showError(text('levelFailed'), error),
  })
}
