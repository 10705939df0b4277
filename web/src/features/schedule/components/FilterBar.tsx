import { type ViewCondition, type ViewMark, type ViewOperator, viewMarks } from '@throughline/contract'
import { ArrowDown, ArrowUp, Columns3, ListFilter, Search, X } from 'lucide-react'
import { type FormEvent, lazy, memo, type ReactNode, Suspense, useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover, ToggleButton } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import menu from '../../../components/Menu.module.css'
import type { TableView } from '../hooks/use-table-view.ts'
import type { Column, ColumnKey, ColumnSet } from '../lib/columns.ts'
import { text } from '../lib/text.ts'
import { hasMark, isAsPlanned, sortedNext, withMark } from '../lib/view-settings.ts'
import styles from './FilterBar.module.css'
import { ViewMenu } from './ViewMenu.tsx'

const ColumnsDialog = lazy(() => import('./ColumnsDialog.tsx').then((module) => ({ default: module.ColumnsDialog })))

interface FilterBarProps {
  view: TableView
  all: readonly Column[]
  shown: ColumnSet
  /** How many rows there are to be seen, where something is filtered. */
  count: number | null
  projectId: string
  mayShare: boolean
}

const markWords = {
  critical: 'markCritical',
  late: 'markLate',
  mine: 'markMine',
  incomplete: 'markIncomplete',
} as const satisfies Record<ViewMark, string>
const operatorWords = {
  is: 'opIs',
  isNot: 'opIsNot',
  contains: 'opContains',
  before: 'opBefore',
  after: 'opAfter',
  empty: 'opEmpty',
  notEmpty: 'opNotEmpty',
} as const satisfies Record<ViewOperator, string>

/** Which tasks the table shows, in which order, and with which columns. */
export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { view, all, shown, count, projectId, mayShare } = props
  const { arrangement, arrange } = view
  const [choosesColumns, setChoosesColumns] = useState(false)
  const labelOf = (key: ColumnKey) => all.find((column) => column.key === key)?.label ?? key
  const without = (condition: ViewCondition) =>
    arrange({ conditions: arrangement.conditions.filter((each) => each !== condition) })

  return (
    <div className={styles.bar} role="toolbar" aria-label={text('filterBar')}>
      <ViewMenu projectId={projectId} view={view} mayShare={mayShare} />
      <label className={styles.search}>
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label={text('filterSearch')}
          placeholder={text('filterSearch')}
          maxLength={200}
          value={arrangement.query}
          onChange={({ target }) => arrange({ query: target.value })}
        />
      </label>
      {viewMarks.map((mark) => (
        <ToggleButton
          key={mark}
          className={styles.chip ?? ''}
          isSelected={hasMark(arrangement, mark)}
          onChange={(isOn) => arrange(withMark(arrangement, mark, isOn))}
        >
          {text(markWords[mark])}
        </ToggleButton>
      ))}
      {arrangement.conditions.map(
        (condition) =>
          'column' in condition && (
            <Chip
              key={`${condition.column} ${condition.op} ${condition.value}`}
              name={`${labelOf(condition.column)} ${text(operatorWords[condition.op])} ${condition.value}`.trim()}
              onRemove={() => without(condition)}
            />
          ),
      )}
      {arrangement.sort.map(({ column, descending }) => (
        <Chip
          key={column}
          icon={descending ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" />}
          name={text(descending ? 'sortDown' : 'sortUp', { column: labelOf(column) })}
          onTurn={() => arrange({ sort: sortedNext(arrangement, column, true) })}
          onRemove={() => arrange({ sort: arrangement.sort.filter((each) => each.column !== column) })}
        />
      ))}
      <DialogTrigger>
        <Button look="quiet" size="small" icon={<ListFilter />}>
          {text('filterAdd')}
        </Button>
        <Popover className={menu.popover ?? ''} placement="bottom start">
          <Dialog className={styles.dialog ?? ''} aria-label={text('filterAdd')}>
            {({ close }) => (
              <ConditionForm
                all={all}
                onAdd={(condition) => {
                  arrange({ conditions: [...arrangement.conditions, condition] })
                  close()
                }}
              />
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <select
        className={styles.select}
        aria-label={text('sortBy')}
        value=""
        onChange={({ target }) => arrange({ sort: sortedNext(arrangement, target.value, true) })}
      >
        <option value="">{text('sortBy')}</option>
        <ColumnOptions columns={all} />
      </select>
      <select
        className={styles.select}
        aria-label={text('groupBy')}
        data-set={arrangement.group !== null || undefined}
        value={arrangement.group ?? ''}
        onChange={({ target }) => arrange({ group: target.value || null })}
      >
        <option value="">{text(arrangement.group === null ? 'groupBy' : 'groupNone')}</option>
        <ColumnOptions columns={all.filter(({ key }) => key !== 'number')} />
      </select>
      {!isAsPlanned(arrangement) && (
        <Button
          look="quiet"
          size="small"
          icon={<X />}
          onPress={() => arrange({ query: '', conditions: [], sort: [], group: null })}
        >
          {text('filterClear')}
        </Button>
      )}
      <span className={styles.count} role="status">
        {count !== null && text('filterCount', { count })}
      </span>
      <span className={styles.space} />
      <span className={styles.last}>
        <Button look="quiet" size="small" icon={<Columns3 />} onPress={() => setChoosesColumns(true)}>
          {text('columns')}
        </Button>
      </span>
      {choosesColumns && (
        <Suspense>
          <ColumnsDialog
            all={all}
            shown={shown}
            onChoose={view.chooseColumns}
            onClose={() => setChoosesColumns(false)}
          />
        </Suspense>
      )}
    </div>
  )
})

interface ColumnOptionsProps {
  columns: readonly Column[]
}

function ColumnOptions({ columns }: ColumnOptionsProps) {
  return columns.map(({ key, label }) => (
    <option key={key} value={key}>
      {label}
    </option>
  ))
}

interface ChipProps {
  name: string
  icon?: ReactNode
  onTurn?: () => void
  onRemove: () => void
}

function Chip({ name, icon, onTurn, onRemove }: ChipProps) {
  return (
    <span className={styles.set}>
      {onTurn ? (
        <AriaButton className={styles.turn ?? ''} onPress={onTurn}>
          {icon} {name}
        </AriaButton>
      ) : (
        <span className={styles.name} title={name}>
          {name}
        </span>
      )}
      <AriaButton className={styles.remove ?? ''} aria-label={text('chipRemove', { name })} onPress={onRemove}>
        <X />
      </AriaButton>
    </span>
  )
}

interface ConditionFormProps {
  all: readonly Column[]
  onAdd: (condition: ViewCondition) => void
}

const valueless: ReadonlySet<string> = new Set(['empty', 'notEmpty'])
const ordered: ReadonlySet<string> = new Set(['before', 'after'])

function ConditionForm({ all, onAdd }: ConditionFormProps) {
  const [column, setColumn] = useState<ColumnKey>('name')
  const [op, setOp] = useState<ViewOperator>('contains')
  const kind = all.find(({ key }) => key === column)?.kind ?? 'text'
  const isOrdered = kind === 'date' || kind === 'number' || kind === 'duration'
  const operators = (Object.keys(operatorWords) as ViewOperator[]).filter((each) => isOrdered || !ordered.has(each))

  function add(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget).get('value') ?? '').trim()
    if (value !== '' || valueless.has(op)) onAdd({ op, column, value })
  }

  return (
    <form className={styles.form} onSubmit={add}>
      <select
        className={styles.select}
        aria-label={text('filterColumn')}
        value={column}
        onChange={({ target }) => {
          setColumn(target.value)
          if (ordered.has(op)) setOp('is')
        }}
      >
        <ColumnOptions columns={all} />
      </select>
      <select
        className={styles.select}
        aria-label={text('filterOperator')}
        value={op}
        onChange={({ target }) => setOp(target.value as ViewOperator)}
      >
        {operators.map((each) => (
          <option key={each} value={each}>
            {text(operatorWords[each])}
          </option>
        ))}
      </select>
      {!valueless.has(op) && (
        <input
          className={styles.value}
          name="value"
          aria-label={text('filterValue')}
          placeholder={kind === 'date' ? '12.3., +5d' : text('filterValue')}
          maxLength={200}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the form was asked for just now
          autoFocus
        />
      )}
      <Button size="small" look="primary" type="submit">
        {text('filterDo')}
      </Button>
    </form>
  )
}
