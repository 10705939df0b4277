import type { Person } from '@throughline/contract'
import { useEffect, useRef } from 'react'
import { editCell } from '../lib/edits.ts'
import type { Editing } from '../lib/keyboard.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import type { LostTask } from './use-changes.ts'

/** Notices that a task goes while one of its cells is being edited, and keeps what was typed. */
export function useLostEdit(
  index: PlanIndex,
  editing: Editing | null,
  people: readonly Person[] | undefined,
  onLost: (lost: LostTask) => void,
): (text: string) => void {
  const typed = useRef<string | null>(null)
  const before = useRef(index)
  const task = editing ? index.entryById.get(editing.id) : undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell begins with nothing typed
  useEffect(() => {
    typed.current = null
  }, [editing?.id, editing?.column])

  useEffect(() => {
    const known = before.current
    before.current = index
    const lost = editing && !task ? known.entryById.get(editing.id) : undefined
    if (!editing || !lost) return
    const outcome =
      typed.current === null ? null : editCell(known, lost.task, editing.column, typed.current, people ?? [])
    onLost({ id: editing.id, edit: typeof outcome === 'string' ? null : outcome })
  })

  return (text) => {
    typed.current = text
  }
}
