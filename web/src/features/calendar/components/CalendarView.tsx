import type { Plan } from '@throughline/contract'
import { ChevronLeft, ChevronRight, Search } from 'lucide-react'
import { useMemo } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import toggle from '../../../components/ToggleGroup.module.css'
import { wallTimeIn } from '../../../lib/dates.ts'
import { usePlan } from '../../../lib/plan-context.tsx'
import { useIsNarrow } from '../../../lib/use-media.ts'
import { text } from '../lib/text.ts'
import { beside, dayOf, itemsBetween, type Span, textOfDay, weeksAround } from '../lib/weeks.ts'
import { Agenda } from './Agenda.tsx'
import styles from './CalendarView.module.css'
import { Weeks } from './Weeks.tsx'

/** Which days are looked at and which of their tasks, as an address says it. */
export interface CalendarPlace {
  readonly by?: Span | undefined
  readonly day?: string | undefined
  readonly q?: string | undefined
  readonly critical?: true | undefined
}

interface CalendarViewProps {
  place: CalendarPlace
  onPlace: (place: CalendarPlace) => void
  onTask: (taskId: string) => void
}

/** The tasks of a plan by the days that they lie on. */
export function CalendarView(props: CalendarViewProps) {
  const { plan } = usePlan()
  return plan && <CalendarOf plan={plan} {...props} />
}

const spans: readonly Span[] = ['month', 'week']

function CalendarOf({ plan, place, onPlace, onTask }: CalendarViewProps & { plan: Plan }) {
  const isNarrow = useIsNarrow()
  const { by = 'month', q = '', critical = false } = place
  const today = dayOf(wallTimeIn(plan.project.timeZone))
  const day = place.day ? dayOf(place.day) : today
  const weeks = useMemo(() => weeksAround(day, by), [day, by])
  const first = weeks[0] ?? day
  const end = (weeks.at(-1) ?? day) + 7
  const items = useMemo(
    () => itemsBetween(plan, first, end, { query: q, criticalOnly: critical }),
    [plan, first, end, q, critical],
  )
  const set = (change: CalendarPlace) => onPlace({ ...place, ...change })
  const shown = { plan, weeks, items, day, today, onTask }
  return (
    <div className={styles.page}>
      <title>{`${text('title')} · ${plan.project.name}`}</title>
      <div className={styles.tools}>
        <IconButton
          label={text('earlier')}
          icon={<ChevronLeft />}
          onPress={() => set({ day: textOfDay(beside(day, by, -1)) })}
        />
        <Button size="small" onPress={() => set({ day: textOfDay(today) })}>
          {text('today')}
        </Button>
        <IconButton
          label={text('later')}
          icon={<ChevronRight />}
          onPress={() => set({ day: textOfDay(beside(day, by, 1)) })}
        />
        <h2 className={styles.heading} aria-live="polite">
          {monthName(day)}
        </h2>
        <label className={styles.search}>
          <Search aria-hidden="true" />
          <input
            type="search"
            aria-label={text('find')}
            placeholder={text('find')}
            maxLength={200}
            value={q}
            onChange={(event) => set({ q: event.target.value || undefined })}
          />
        </label>
        <ToggleButton
          className={styles.chip ?? ''}
          isSelected={critical}
          onChange={(isOn) => set({ critical: isOn || undefined })}
        >
          {text('criticalOnly')}
        </ToggleButton>
        <ToggleButtonGroup
          className={toggle.group ?? ''}
          aria-label={text('by')}
          disallowEmptySelection
          selectedKeys={[by]}
          onSelectionChange={([key]) => set({ by: spans.find((span) => span === key) })}
        >
          {spans.map((span) => (
            <ToggleButton key={span} id={span} className={toggle.choice ?? ''}>
              {text(span)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {isNarrow ? <Agenda {...shown} /> : <Weeks {...shown} isMonth={by === 'month'} />}
      {items.length === 0 && (
        <p className={styles.none} role="status">
          {q ? text('noneFound', { wanted: q }) : text('none')}
        </p>
      )}
    </div>
  )
}

const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const monthName = (day: number): string => monthFormat.format(day * 86_400_000)
