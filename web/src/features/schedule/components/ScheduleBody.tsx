import { useQuery } from '@tanstack/react-query'
import { type ChainStep, mayInProject, type Plan } from '@throughline/contract'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useLook } from '../../../lib/live-plan.ts'
import { peopleQuery } from '../../../lib/organisation.ts'
import type { TaskPanelProps, TaskTab } from '../../../lib/task-panel.ts'
import { chainOf } from '../gantt/chain.ts'
import { useBaseline } from '../hooks/use-baseline.ts'
import { useChanges } from '../hooks/use-changes.ts'
import { useDrafts } from '../hooks/use-drafts.ts'
import { useGrid } from '../hooks/use-grid.ts'
import { useLookers } from '../hooks/use-lookers.ts'
import { useLostEdit } from '../hooks/use-lost-edit.ts'
import { useMovedTasks } from '../hooks/use-moved-tasks.ts'
import { usePlanPanes } from '../hooks/use-plan-panes.ts'
import { useShownPlan } from '../hooks/use-shown-plan.ts'
import { useArrangement, useSaidInAddress, useShownColumns, useTableView } from '../hooks/use-table-view.ts'
import { type OpenedPanel, useTaskPanel } from '../hooks/use-task-panel.ts'
import { type AskedWhy, useShownChain } from '../hooks/use-why.ts'
import { cellId, editableBy, settableOf } from '../lib/columns.ts'
import { addTask, deleteTask, type Edit, editCell, indent, outdent } from '../lib/edits.ts'
import { countOf, headerActs } from '../lib/header-acts.ts'
import type { Editing, TableCommand } from '../lib/keyboard.ts'
import { isFiltered } from '../lib/view-settings.ts'
import { BaselineDialog } from './BaselineDialog.tsx'
import { BulkBar } from './BulkBar.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { DeleteTaskDialog } from './DeleteTaskDialog.tsx'
import { FilterBar } from './FilterBar.tsx'
import { GridDialogs } from './GridDialogs.tsx'
import { LostTaskDialog } from './LostTaskDialog.tsx'
import { PlanPanes } from './PlanPanes.tsx'
import { PrintSchedule } from './PrintSchedule.tsx'
import { RowMenu, type RowMenuPlace } from './RowMenu.tsx'
import styles from './Schedule.module.css'
import { ScheduleToolbar } from './ScheduleToolbar.tsx'
import { focusTable } from './TaskTable.tsx'
import { WhyPanel } from './WhyPanel.tsx'

interface ScheduleBodyProps {
  projectId: string
  /** With the changes that are on their way, and how many those are. */
  loaded: Plan
  pendingCount: number
  startsAtTask: string | undefined
  asked: AskedWhy | null
  onAsk: (asked: AskedWhy | null) => void
  /** The task whose panel is open. */
  opened: OpenedPanel | null
  onOpen: (opened: OpenedPanel | null) => void
  renderPanel: (props: TaskPanelProps) => ReactNode
}

const kept = { key: 'throughline-split', initial: 750 }

export function ScheduleBody(props: ScheduleBodyProps) {
  const { projectId, loaded, pendingCount, startsAtTask, asked, onAsk, opened, onOpen } = props
  const [pane, setPane] = useState<'table' | 'chart'>('table')
  const [editing, setEditing] = useState<Editing | null>(null)
  const [deletingId, setDeletingId] = useState<string | null>(null)
  const [menu, setMenu] = useState<RowMenuPlace | null>(null)
  const [showsBaselines, setShowsBaselines] = useState(false)
  const [prints, setPrints] = useState(false)
  const changes = useChanges()
  const moved = useMovedTasks()
  const people = useQuery(peopleQuery).data?.items
  const lookers = useLookers()
  const { chain, setSteps } = useShownChain()

  const { plan, isSettled } = useShownPlan(loaded, pendingCount)
  const drafts = useDrafts(loaded, isSettled)
  const { ghosts, variances } = useBaseline(plan)
  const view = useTableView(projectId)
  const { isPlain, arrangeRows } = useArrangement(view.arrangement, plan.project, variances?.finishOf)
  const start = { startsAtTask, startsAtZoom: view.startsAtZoom }
  const panes = usePlanPanes(plan, { split: kept, pane, ...start, ...(arrangeRows ? { arrangeRows } : {}) })
  const { index, visible, active, setActive, fold, table, gantt } = panes
  const panel = useTaskPanel({ opened, onOpen, activeId: active?.id })
  const troubledIds = useMemo(() => new Set(plan.project.scheduleError?.taskIds), [plan.project.scheduleError])

  const mayChange = mayInProject(plan.project, 'plan.change')
  const mayProgress = mayInProject(plan.project, 'task.progress')
  const canEdit = useMemo(() => editableBy({ mayChange, mayProgress }), [mayChange, mayProgress])
  const { all, shown: columns } = useShownColumns(plan.project, view.chosenColumns, variances !== null)
  const settable = useMemo(() => settableOf(plan.project.customFields), [plan.project.customFields])
  const grid = useGrid({
    ...{ index, visible, columns, active, setActive, fold, canEdit, mayChange },
    people: people ?? [],
    send: changes.send,
    isInOrder: isPlain,
    startsWith: view.startsWithRows,
  })
  const header = useMemo(() => headerActs(view, columns), [view, columns])
  useSaidInAddress(view, grid.severalIds, panes.zoom)

  // biome-ignore lint/correctness/useExhaustiveDependencies: an address leads to its task once
  useEffect(() => {
    if (startsAtTask && startsAtTask !== active?.id && !panel.isOwn(startsAtTask))
      setActive({ id: startsAtTask, column: 'name' })
  }, [startsAtTask])
  const askedId = asked?.taskId
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the panel takes room from the table, once
  useEffect(() => {
    if (askedId && active) document.getElementById(cellId(askedId, active.column))?.scrollIntoView({ block: 'nearest' })
  }, [askedId])
  useLook(active?.id ?? null)
  const onTyped = useLostEdit(index, editing, people, (lost) => {
    setEditing(null)
    changes.setLost(lost)
  })

  const activeTask = active ? index.entryById.get(active.id)?.task : undefined
  const panelTask = panel.taskId ? index.entryById.get(panel.taskId)?.task : undefined
  const deleting = deletingId ? index.entryById.get(deletingId) : undefined

  function add(): void {
    if (!mayChange) return
    const { id, edit } = addTask(index, activeTask?.id ?? null)
    changes.send(edit)
    const cell = { id, column: 'name' } as const
    setPane('table')
    setActive(cell)
    setEditing(cell)
  }

  function run(command: TableCommand): void {
    if (grid.run(command)) return
    if (command.do === 'add') add()
    if (command.do === 'why') onAsk({ taskId: command.id, field: command.field })
    if (command.do === 'open') panel.open(command.id)
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
    panes.activate(id)
    setMenu({ id, x, y })
  }

  function openPanel(id: string, tab?: TaskTab): void {
    panes.activate(id)
    panel.open(id, tab)
  }

  function showChain(steps: readonly ChainStep[]): void {
    setPane('chart')
    panes.unfoldAll()
    requestAnimationFrame(() => gantt.current?.show(chainOf(steps).taskIds))
  }

  function removeTask(): void {
    if (!deleting) return
    const row = visible.findIndex((entry) => entry.task.id === deleting.task.id)
    const below = visible.slice(row + 1).find((entry) => entry.depth <= deleting.depth) ?? visible[row - 1]
    changes.send(deleteTask(deleting.task))
    setActive(below ? { id: below.task.id, column: 'name' } : null)
  }

  return (
    <div className={styles.schedule}>
      <ScheduleToolbar
        mayChange={mayChange}
        hasActive={activeTask !== undefined}
        onCommand={(name) => run({ do: name })}
        view={panes.shows}
        onView={setPane}
        zoom={panes.zoom}
        onZoom={(pixels) => gantt.current?.zoomTo(pixels)}
        onToday={() => gantt.current?.showToday()}
        onFit={() => gantt.current?.fit()}
        onBaselines={() => setShowsBaselines(true)}
        onPrint={() => setPrints(true)}
        projectId={projectId}
      />
      {panes.shows !== 'chart' && (
        <FilterBar {...{ view, all, projectId }} shown={columns} count={countOf(view, visible)} mayShare={mayChange} />
      )}
      <PlanPanes
        panes={panes}
        table={{
          editing,
          movedIds: moved.ids,
          columns,
          grid,
          header,
          isFiltered: isFiltered(view.arrangement),
          lookersOf: lookers,
          troubledIds,
          varianceOf: variances?.finishOf,
          mayChange,
          canEdit,
          people: people ?? [],
          onCommand: run,
          onEditing: setEditing,
          editOf: (task, column, text) => editCell(index, task, column, text, people),
          onEdit: changes.send,
          onAdd: () => {
            setActive(null)
            add()
          },
          onTyped,
          onMenu: openMenu,
          onComments: (id) => openPanel(id, 'comments'),
          onDetails: openPanel,
          draft: drafts.dates,
        }}
        chart={{
          basePlan: loaded,
          moved,
          ghosts,
          chain,
          mayChange,
          drafts,
          onEdit: changes.send,
          onMenu: openMenu,
          onOpen: openPanel,
        }}
      >
        {opened &&
          panelTask &&
          props.renderPanel({
            plan,
            task: panelTask,
            tab: opened.tab,
            shownCommentId: opened.commentId,
            asked: panel.asked,
            numberOf: (id) => index.entryById.get(id)?.number,
            editOf: (task, field, text) => editCell(index, task, field, text, people),
            onEdit: changes.send,
            onTab: (tab) => onOpen({ taskId: panelTask.id, tab, commentId: null }),
            onTask: (id) => setActive({ id, column: 'name' }),
            onWhy: (field) => onAsk({ taskId: panelTask.id, field }),
            onClose: () => {
              onOpen(null)
              focusTable(table.current)
            },
          })}
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
        {mayChange && panes.shows !== 'chart' && <BulkBar grid={grid} index={index} columns={settable} />}
      </PlanPanes>
      <GridDialogs grid={grid} onClosed={() => focusTable(table.current)} />
      <RowMenu
        place={menu}
        name={activeTask?.name ?? ''}
        mayChange={mayChange}
        onClose={() => setMenu(null)}
        onWhy={(field) => menu && onAsk({ taskId: menu.id, field })}
        onOpen={(tab) => menu && panel.open(menu.id, tab)}
        onCommand={(name) => run({ do: name })}
      />
      <BaselineDialog
        plan={index.plan}
        mayChange={mayChange}
        mayChoose={mayInProject(plan.project, 'project.change')}
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
      {prints && <PrintSchedule panes={panes} ghosts={ghosts} onClose={() => setPrints(false)} />}
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
