import { RequestError } from '@throughline/client'
import type { FieldConflict } from '@throughline/contract'
import { useCallback, useState } from 'react'
import { usePlanSession } from '../../../lib/plan-context.tsx'
import { showError, showToast } from '../../../lib/toasts.ts'
import { undoChangeSet } from '../api/restore.ts'
import { conflictKey, deletedTaskOf, withoutFields } from '../lib/conflicts.ts'
import type { Edit, EditOutcome } from '../lib/edits.ts'
import { useDeletions } from './use-deletions.ts'

export interface Conflict {
  readonly edit: Edit
  readonly fields: readonly FieldConflict[]
}

/** A task that someone deleted while it was edited here. */
export interface LostTask {
  readonly id: string
  /** What would have been done to it; null when that could not be told any more. */
  readonly edit: Edit | null
}

export interface Changes {
  /** Sends an edit; says what is wrong where it cannot be sent or is refused. */
  readonly send: (outcome: EditOutcome) => void
  readonly conflict: Conflict | null
  /** Ends the conflict: the others' values stand in the fields named, by {@link conflictKey}, ours in all others. */
  readonly settle: (theirs: ReadonlySet<string>) => void
  readonly lost: LostTask | null
  readonly setLost: (lost: LostTask | null) => void
  /** Brings the lost task back, and does to it what was to be done. */
  readonly restore: () => void
}

export function useChanges(): Changes {
  const session = usePlanSession()
  const deletedBy = useDeletions()
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [lost, setLost] = useState<LostTask | null>(null)

  const sendEdit = useCallback(
    async (edit: Edit, seen?: number) => {
      try {
        await session.change(edit, seen === undefined ? {} : { seen })
      } catch (error) {
        const deletedId = error instanceof RequestError ? deletedTaskOf(edit, error) : undefined
        if (error instanceof RequestError && error.type === 'field-conflict') {
          setConflict({ edit, fields: error.conflicts })
        } else if (deletedId !== undefined) {
          setLost({ id: deletedId, edit })
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

  function settle(theirs: ReadonlySet<string>): void {
    if (!conflict) return
    const known = session.getSnapshot().saved?.project.revision ?? 0
    const edit = withoutFields(conflict.edit, theirs)
    const seen = Math.max(known, ...conflict.fields.map(({ revision }) => revision))
    if (edit) void sendEdit(edit, seen)
    else if (seen > known) void session.reload()
    setConflict(null)
  }

  async function bringBack({ id, edit }: LostTask): Promise<void> {
    const projectId = session.getSnapshot().saved?.project.id
    const changeSetId = deletedBy(id)
    try {
      if (projectId && changeSetId) await undoChangeSet(projectId, changeSetId)
      else await session.change({ summary: 'Restored a task', operations: [{ op: 'restore', entity: 'task', id }] })
      if (edit) await sendEdit(edit)
    } catch (error) {
      showError('The task was not restored', error)
    }
  }

  function restore(): void {
    if (lost) void bringBack(lost)
    setLost(null)
  }

  return { send, conflict, settle, lost, setLost, restore }
}
