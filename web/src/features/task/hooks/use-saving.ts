import { useState } from 'react'
import type { Edit } from '../../../lib/edit.ts'
import { usePlanSession } from '../../../lib/plan-context.tsx'
import { showError } from '../../../lib/toasts.ts'

/** Sends an edit and tells whether it is saved, so that what was typed is not lost when it is not. */
export function useSaving(): { isSending: boolean; send: (edit: Edit) => Promise<boolean> } {
  const session = usePlanSession()
  const [isSending, setSending] = useState(false)

  async function send(edit: Edit): Promise<boolean> {
    setSending(true)
    try {
      await session.change(edit)
      return true
    } catch (error) {
      showError(`Not saved: ${edit.summary}`, error)
      return false
    } finally {
      setSending(false)
    }
  }
  return { isSending, send }
}
