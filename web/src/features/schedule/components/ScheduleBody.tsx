import { useQuery } from '@tanstack/react-query'
import type { PlanSnapshot } from '@throughline/client'
import { type ChainStep, mayInProject } from '@throughline/contract'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLook } from '../../../lib/live-plan.ts'
import { useIsNarrow } from '../../../lib/use-media.ts'
import { peopleQuery } from '../api/people.ts'
import { chainOf } from '../gantt/chain.ts'
import { zoomLevels } from '../gantt/scale.ts'
import { useBaseline } from '../hooks/use-baseline.ts'
import { useChanges } from '../hooks/use-changes.ts'
import { useLookers } from '../hooks/use-lookers.ts'
import { useLostEdit } from '../hooks/use-lost-edit.ts'
import { useMovedTasks } from '../hooks/use-moved-tasks.ts'
import { useScrollPair } from '../hooks/use-scroll-pair.ts'
import { useShownPlan } from '../hooks/use-shown-plan.ts'
import { useStoredNumber } from '../hooks/use-stored.ts'
import { type AskedWhy, useShownChain } from '../hooks/use-why.ts'
import { columnsFor, editableBy } from '../lib/columns.ts'
import { addTask, deleteTask, type Edit, editCell, indent, outdent } from '../lib/edits.ts'
import type { ActiveCell, TableCommand } from '../lib/keyboard.ts'
import { outlineOf, visibleEntries } from '../lib/outline.ts'
import { indexPlan } from '../lib/plan-index.ts'
import { BaselineDialog } from './BaselineDialog.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { DeleteTaskDialog } from './DeleteTaskDialog.tsx'
import { Gantt, type GanttHandle } from './Gantt.tsx'
import { LostTaskDialog } from './LostTaskDialog.tsx'
import { RowMenu, type RowMenuPlace } from './RowMenu.tsx'
import styles from './Schedule.module.css'
import { ScheduleToolbar } from './ScheduleToolbar.tsx'
import { Splitter } from './Splitter.tsx'
import { focusTable, TaskTable } from './TaskTable.tsx'
import { WhyPanel } from './WhyPanel.tsx'

interface ScheduleBodyProps {
  projectId: string
  snapshot: PlanSnapshot
  startsAtTask: string | undefined
  asked: AskedWhy | null
  onAsk: (asked: AskedWhy | null) => void
}

export interface Editing extends ActiveCell {
  /** What was typed to begin with, in the place of the cell's text. */
  readonly typed?: string
}

export function ScheduleBody({ projectId, snapshot, startsAtTask, asked, onAsk }: ScheduleBodyProps) {
  const isNarrow = useIsNarrow()
  const [view, setView] = useState<'table' | 'chart'>('table')
  const [split, setSplit] = useStoredNumber('throughline-split', 750)
  const [zoom, setZoom] = useStoredNumber(`throughline-zoom/${projectId}`, zoomLevels.week)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<ActiveCell | null>(startsAtTask ? { id: startsAtTask, column: 'name' } : null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [deletingId, setDeletingId] = useState<string | null>(null)
  const [draft, setDraft] = useState<Edit | null>(null)
  const [menu, setMenu] = useState<RowMenuPlace | null>(null)
  const [showsBaselines, setShowsBaselines] = useState(false)
  const table = useRef<HTMLDivElement>(null)
  const chart = useRef<HTMLDivElement>(null)
  const gantt = useRef<GanttHandle>(null)
  const changes = useChanges()
  const moved = useMovedTasks()
  const people = useQuery(peopleQuery).data?.items
  const lookers = useLookers()
  const { chain, setSteps } = useShownChain()

  const plan = useShownPlan(snapshot, draft)
  const entries = useMemo(() => outlineOf(plan?.tasks ?? []), [plan?.tasks])
  const visible = useMemo(() => visibleEntries(entries, collapsed), [entries, collapsed])
  const index = useMemo(() => plan && indexPlan(plan, entries), [plan, entries])
  const { ghosts, variances } = useBaseline(plan)
  const troubledIds = useMemo(() => new Set(plan?.project.scheduleError?.taskIds), [plan?.project.scheduleError])
  useScrollPair(table, chart, isNarrow ? view : 'both')

  const role = plan?.project.role ?? 'viewer'
  const mayChange = mayInProject(role, 'plan.change')
  const canEdit = useMemo(
    () => editableBy({ mayChange, mayProgress: mayInProject(role, 'task.progress') }),
    [mayChange, role],
  )

  const fold = useCallback((id: string, folded: boolean) => {
    setCollapsed((known) => {
      const next = new Set(known)
      if (folded) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: an address leads to its task once
  useEffect(() => {
    if (startsAtTask && startsAtTask !== active?.id) setActive({ id: startsAtTask, column: 'name' })
  }, [startsAtTask])
  useLook(active?.id ?? null)
  const onTyped = useLostEdit(index, editing, people, (lost) => {
    setEditing(null)
    changes.setLost(lost)
  })

  if (!index) return null
  const activeTask = active ? index.entryById.get(active.id)?.task : undefined
  const deleting = deletingId ? index.entryById.get(deletingId) : undefined

  function add(): void {
    if (!index || !mayChange) return
    const { id, edit } = addTask(index, activeTask?.id ?? null)
    changes.send(edit)
    const cell = { id, column: 'name' } as const
    setView('table')
    setActive(cell)
    setEditing(cell)
  }

  function run(command: TableCommand): void {
    if (!index) return
    if (command.do === 'go') setActive(command.cell)
    if (command.do === 'add') add()
    if (command.do === 'why') onAsk({ taskId: command.id, field: command.field })
    if (!active || !activeTask) return
    if (command.do === 'collapse' || command.do === 'expand') fold(active.id, command.do === 'collapse')
    if (command.do === 'edit') setEditing({ ...active, ...(command.typed ? { typed: command.typed } : {}) })
    if (!mayChange) return
    if (command.do === 'delete') setDeletingId(active.id)
    if (command.do === 'indent') {
      const outcome = indent(index, activeTask)
      if (outcome && typeof outcome === 'object' && 'operations' in outcome) fold(parentOf(outcome), false)
      changes.send(outcome)
    }
    if (command.do === 'outdent') changes.send(outdent(index, activeTask))
  }

  function openMenu(id: string, x: number, y: number): void {
    setActive({ id, column: active?.column ?? 'name' })
    setMenu({ id, x, y })
  }

  function showChain(steps: readonly ChainStep[]): void {
    setView('chart')
    setCollapsed(new Set())
    requestAnimationFrame(() => gantt.current?.show(chainOf(steps).taskIds))
  }

  function removeTask(): void {
    if (!deleting || !index) return
    const row = visible.findIndex((entry) => entry.task.id === deleting.task.id)
    const below = visible.slice(row + 1).find((entry) => entry.depth <= deleting.depth) ?? visible[row - 1]
    changes.send(deleteTask(deleting.task))
    setActive(below ? { id: below.task.id, column: 'name' } : null)
  }

  const showsTable = !isNarrow || view === 'table'
  const showsChart = !isNarrow || view === 'chart'
  return (
    <div className={styles.schedule}>
      <ScheduleToolbar
        mayChange={mayChange}
        hasActive={activeTask !== undefined}
        onCommand={(name) => run({ do: name })}
        view={isNarrow ? view : 'both'}
        onView={setView}
        zoom={zoom}
        onZoom={(pixels) => gantt.current?.zoomTo(pixels)}
        onToday={() => gantt.current?.showToday()}
        onFit={() => gantt.current?.fit()}
        onBaselines={() => setShowsBaselines(true)}
      />
      <div className={styles.panes}>
        {showsTable && (
          <div className={styles.table} style={isNarrow ? { flex: 1 } : { width: split }}>
            <TaskTable
              ref={table}
              index={index}
              visible={visible}
              collapsed={collapsed}
              active={active}
              editing={editing}
              movedIds={moved.ids}
              columns={columnsFor(variances !== null)}
              lookersOf={lookers}
              troubledIds={troubledIds}
              varianceOf={variances?.finishOf}
              mayChange={mayChange}
              canEdit={canEdit}
              people={people ?? []}
              onCommand={run}
              onEditing={setEditing}
              onFold={fold}
              editOf={(task, column, text) => editCell(index, task, column, text, people)}
              onEdit={changes.send}
              onAdd={() => {
                setActive(null)
                add()
              }}
              onTyped={onTyped}
              onMenu={openMenu}
            />
          </div>
        )}
        {!isNarrow && <Splitter width={split} onResize={setSplit} />}
        {showsChart && (
          <Gantt
            ref={gantt}
            scroller={chart}
            index={index}
            visible={visible}
            basePlan={snapshot.plan ?? index.plan}
            zoom={zoom}
            onZoom={setZoom}
            activeId={active?.id ?? null}
            onActivate={(id) => setActive({ id, column: active?.column ?? 'name' })}
            moved={moved}
            ghosts={ghosts}
            chain={chain}
            mayChange={mayChange}
            showsNames={isNarrow}
            onDraft={setDraft}
            onEdit={changes.send}
            onMenu={openMenu}
          />
        )}
        {asked && (
          <WhyPanel
            {...asked}
            onField={(field) => onAsk({ ...asked, field })}
            onClose={() => {
              onAsk(null)
              focusTable(table.current)
            }}
            onTask={(id) => setActive({ id, column: 'name' })}
            onShow={showChain}
            onChain={setSteps}
          />
        )}
      </div>
      <RowMenu
        place={menu}
        name={activeTask?.name ?? ''}
        mayChange={mayChange}
        onClose={() => setMenu(null)}
        onWhy={(field) => menu && onAsk({ taskId: menu.id, field })}
        onCommand={(name) => run({ do: name })}
      />
      <BaselineDialog
        plan={index.plan}
        mayChange={mayChange}
        mayChoose={mayInProject(role, 'project.change')}
        isOpen={showsBaselines}
        onClose={() => setShowsBaselines(false)}
        onEdit={changes.send}
      />
      <DeleteTaskDialog
        projectId={projectId}
        entry={deleting}
        onClose={() => {
          setDeletingId(null)
          focusTable(table.current)
        }}
        onConfirm={removeTask}
      />
      <ConflictDialog changes={changes} index={index} />
      <LostTaskDialog changes={changes} />
    </div>
  )
}

function parentOf(edit: Edit): string {
  const [operation] = edit.operations
  if (operation?.entity !== 'task' || operation.op !== 'update') return ''
  return operation.patch.parentId ?? ''
}
