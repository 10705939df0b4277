import { RequestError } from '@throughline/client'
import type { FieldConflict } from '@throughline/contract'
import { useCallback, useState } from 'react'
import { usePlanSession } from '../../../lib/plan-context.tsx'
import { showError, showToast } from '../../../lib/toasts.ts'
import type { Edit, EditOutcome } from '../lib/edits.ts'

export interface Conflict {
  readonly edit: Edit
  readonly fields: readonly FieldConflict[]
}

export interface Changes {
  /** Sends an edit; says what is wrong where it cannot be sent or is refused. */
  readonly send: (outcome: EditOutcome) => void
  readonly conflict: Conflict | null
  readonly keepMine: () => void
  readonly takeTheirs: () => void
}

export function useChanges(): Changes {
  const session = usePlanSession()
  const [conflict, setConflict] = useState<Conflict | null>(null)

  const sendEdit = useCallback(
    async (edit: Edit, seen?: number) => {
      try {
        await session.change(edit, seen === undefined ? {} : { seen })
      } catch (error) {
        if (error instanceof RequestError && error.type === 'field-conflict') {
          setConflict({ edit, fields: error.conflicts })
        } else {
          showError(`Not saved: ${edit.summary}`, error)
        }
      }
    },
    [session],
  )

  const send = useCallback(
    (outcome: EditOutcome) => {
      if (typeof outcome === 'string') showToast({ tone: 'error', title: outcome })
      else if (outcome) void sendEdit(outcome)
    },
    [sendEdit],
  )

  function keepMine(): void {
    if (!conflict) return
    const known = session.getSnapshot().saved?.project.revision ?? 0
    void sendEdit(conflict.edit, Math.max(known, ...conflict.fields.map(({ revision }) => revision)))
    setConflict(null)
  }

  return { send, conflict, keepMine, takeTheirs: () => setConflict(null) }
}
