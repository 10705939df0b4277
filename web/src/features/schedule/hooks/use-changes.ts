import { type OutboxEntry, RequestError } from '@throughline/client'
import type { FieldConflict } from '@throughline/contract'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useOutbox } from '../../../lib/outbox.ts'
import { usePlanSession } from '../../../lib/plan-context.tsx'
import { showError, showToast } from '../../../lib/toasts.ts'
import { useStore } from '../../../lib/use-store.ts'
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

/** What was refused before is told of where unsent changes are listed. */
const openedAt = Date.now()

/** What the outbox was refused, told as what it needs: a choice, a word, or nothing more. */
export function useChanges(): Changes {
  const session = usePlanSession()
  const outbox = useOutbox()
  const entries = useStore(outbox).entries
  const projectId = session.getSnapshot().saved?.project.id
  const deletedBy = useDeletions()
  const [typedLost, setTypedLost] = useState<LostTask | null>(null)
  const refused = useMemo(
    () => entries.filter((entry) => entry.projectId === projectId && entry.refusal !== null),
    [entries, projectId],
  )
  const asked = useMemo(() => refused.map(askedBy).find((each) => each !== null) ?? null, [refused])
  const lost = typedLost ?? asked?.lost ?? null

  useEffect(() => {
    for (const entry of refused) {
      if (!entry.refusal || entry.madeAt < openedAt || askedBy(entry)) continue
      showError(`Not saved: ${entry.input.summary}`, new RequestError(entry.refusal))
      void outbox.drop(entry.key)
    }
  }, [outbox, refused])

  const sendEdit = useCallback(
    (edit: Edit, seen?: number) => {
      const options = { holdsRefused: true, ...(seen === undefined ? {} : { seen }) }
      // What is refused stays in the outbox, and is told of from there.
      session.change(edit, options).catch(() => undefined)
    },
    [session],
  )

  const send = useCallback(
    (outcome: EditOutcome) => {
      if (typeof outcome === 'string') showToast({ tone: 'error', title: outcome })
      else if (outcome) sendEdit(outcome)
    },
    [sendEdit],
  )

  function settle(theirs: ReadonlySet<string>): void {
    if (!asked?.conflict) return
    const { edit, fields } = asked.conflict
    const known = session.getSnapshot().saved?.project.revision ?? 0
    const kept = withoutFields(edit, theirs)
    const seen = Math.max(known, ...fields.map(({ revision }) => revision))
    if (kept) sendEdit(kept, seen)
    else if (seen > known) void session.reload()
    void outbox.drop(asked.key)
  }

  async function bringBack({ id, edit }: LostTask): Promise<void> {
    const changeSetId = deletedBy(id)
    try {
      if (projectId && changeSetId) await undoChangeSet(projectId, changeSetId)
      else await session.change({ summary: 'Restored a task', operations: [{ op: 'restore', entity: 'task', id }] })
      if (edit) sendEdit(edit)
    } catch (error) {
      showError('The task was not restored', error)
    }
  }

  function setLost(next: LostTask | null): void {
    setTypedLost(next)
    if (next === null && asked?.lost && !typedLost) void outbox.drop(asked.key)
  }

  function restore(): void {
    if (lost) void bringBack(lost)
    setLost(null)
  }

  return { send, conflict: asked?.conflict ?? null, settle, lost, setLost, restore }
}

interface Asked {
  /** Of the entry. */
  readonly key: string
  readonly conflict: Conflict | null
  readonly lost: LostTask | null
}

/** What a person is asked of a refused change; null where there is nothing to choose. */
function askedBy({ key, input, refusal }: OutboxEntry): Asked | null {
  if (!refusal) return null
  const error = new RequestError(refusal)
  const edit = { ...input, summary: input.summary ?? '' }
  if (error.type === 'field-conflict') return { key, conflict: { edit, fields: error.conflicts }, lost: null }
  const id = deletedTaskOf(edit, error)
  return id === undefined ? null : { key, conflict: null, lost: { id, edit } }
}
