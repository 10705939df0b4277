import { useQuery } from '@tanstack/react-query'
import { mayInProject, type RevertAnswer } from '@throughline/contract'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { KeptRows } from '../../../components/KeptRows.tsx'
import { useCommands } from '../../../lib/commands.ts'
import { doneText } from '../../../lib/kept.ts'
import { usePlan } from '../../../lib/plan-context.tsx'
import {
  type ChosenAct,
  RevertContext,
  type RevertDirection,
  type RevertScope,
  type Reverts,
} from '../../../lib/reverts.ts'
import { showError, showToast } from '../../../lib/toasts.ts'
import { usePlanRefresh } from '../../../lib/use-plan-refresh.ts'
import { countRows, revertStateQuery, useRevert } from '../api/reverts.ts'

interface RevertProviderProps {
  projectId: string
  children: ReactNode
}

interface Asked extends ChosenAct {
  direction: RevertDirection
  rows: number
}

/** More rows than this are only taken back after a question. */
const largeFrom = 20
const names = { undo: 'Undo', redo: 'Redo' } as const

/** Undo and redo for all pages of a project: the keys, the question before a large one, and what was kept after it. */
export function RevertProvider({ projectId, children }: RevertProviderProps) {
  const [scope, setScope] = useState<RevertScope>('mine')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [kept, setKept] = useState<RevertAnswer | null>(null)
  const { plan } = usePlan()
  const mayChange = plan !== null && mayInProject(plan.project, 'plan.change')
  const state = useQuery({ ...revertStateQuery(projectId), enabled: mayChange })
  const mutation = useRevert(projectId)
  usePlanRefresh(['reverts', projectId])

  const next = mayChange ? state.data?.[scope] : undefined

  function send(direction: RevertDirection, { actId, summary }: ChosenAct): void {
    mutation.mutate(
      { direction, scope, actId },
      {
        onSuccess(answer) {
          if (answer.keptCount > 0) setKept(answer)
          else showToast({ tone: 'info', title: answer.summary, detail: doneText(answer) })
        },
        onError: (error) => showError(`${names[direction]} was refused: ${summary}`, error),
      },
    )
  }

  async function ask(direction: RevertDirection, act: ChosenAct): Promise<void> {
    try {
      const rows = await countRows(projectId, act.actId)
      if (rows > largeFrom) setAsked({ ...act, direction, rows })
      else send(direction, act)
    } catch (error) {
      showError(`${names[direction]} was not tried: ${act.summary}`, error)
    }
  }

  function revert(direction: RevertDirection, act: ChosenAct | undefined = next?.[direction] ?? undefined): void {
    if (act && mayChange && !mutation.isPending) void ask(direction, act)
  }

  const command = (direction: RevertDirection, keys: string[]) => ({
    ...{
      id: `undo.${direction}`,
      group: 'Edit',
      name: names[direction],
      words: next?.[direction]?.summary ?? '',
      keys,
    },
    isDisabled: !next?.[direction],
    run: () => revert(direction),
  })
  useCommands(mayChange ? [command('undo', ['Mod+Z']), command('redo', ['Mod+Shift+Z', 'Mod+Y'])] : [])
  const reverts: Reverts = { scope, setScope, next, revert, isBusy: mutation.isPending }
  return (
    <RevertContext value={reverts}>
      {children}
      <ConfirmDialog
        title={asked ? `${names[asked.direction]}: ${asked.summary}` : ''}
        action={asked ? names[asked.direction] : ''}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && send(asked.direction, asked)}
      >
        {asked?.rows.toLocaleString('en')} rows are taken back in one go. What others changed since is kept.
      </ConfirmDialog>
      <KeptRows answer={kept} onClose={() => setKept(null)} />
    </RevertContext>
  )
}
