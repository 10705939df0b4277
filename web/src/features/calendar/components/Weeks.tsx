import type { Plan } from '@throughline/contract'
import { workingMinutesBetween } from '@throughline/engine'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { formatLongDay } from '../../../lib/dates.ts'
import { workingTimeOf } from '../../../lib/working-time.ts'
import { text } from '../lib/text.ts'
import { type Day, type Item, isInMonthOf, minuteOfDay, type Placed, placeInWeek, textOfDay } from '../lib/weeks.ts'
import styles from './CalendarView.module.css'
import { TaskBar } from './TaskBar.tsx'

export interface ShownDays {
  plan: Plan
  /** Mondays. */
  weeks: readonly Day[]
  items: readonly Item[]
  day: Day
  today: Day
  onTask: (taskId: string) => void
}

const laneHeight = 24
const headHeight = 26
const week = [0, 1, 2, 3, 4, 5, 6] as const
const dayNames = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' })

/** The weeks below one another, each with its tasks in lanes. */
export function Weeks({ isMonth, ...shown }: ShownDays & { isMonth: boolean }) {
  const { plan, weeks } = shown
  const room = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(600)
  useLayoutEffect(() => {
    const element = room.current
    if (!element) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const rowHeight = Math.max(headHeight + 3 * laneHeight, height / Math.max(1, weeks.length))
  const lanes = isMonth ? Math.max(2, Math.floor((rowHeight - headHeight - 4) / laneHeight)) : Number.POSITIVE_INFINITY
  const isOff = useMemo(() => daysOffOf(plan), [plan])
  return (
    <>
      <div className={styles.names} aria-hidden="true">
        {week.map((at) => (
          <span key={at}>{dayNames.format(((weeks[0] ?? 0) + at) * 86_400_000)}</span>
        ))}
      </div>
      <div ref={room} className={styles.weeks}>
        {weeks.map((monday) => (
          <Week
            key={monday}
            {...shown}
            monday={monday}
            lanes={lanes}
            isMonth={isMonth}
            isOff={isOff}
            rowHeight={rowHeight}
          />
        ))}
      </div>
    </>
  )
}

interface WeekProps extends ShownDays {
  monday: Day
  lanes: number
  isMonth: boolean
  isOff: (day: Day) => boolean
  rowHeight: number
}

function Week({ items, monday, lanes, isMonth, isOff, day, today, onTask, rowHeight }: WeekProps) {
  const placed = useMemo(() => placeInWeek(items, monday), [items, monday])
  const count = 1 + placed.reduce((most, { lane }) => Math.max(most, lane), -1)
  // The last lane says how many there are more, where not all have room.
  const shownLanes = count > lanes ? lanes - 1 : count
  const style = { minHeight: isMonth ? rowHeight : Math.max(rowHeight, headHeight + count * laneHeight + 8) }
  return (
    <section className={styles.week} style={style} aria-label={formatLongDay(textOfDay(monday))}>
      {week.map((at) => {
        const date = monday + at
        const hidden = placed.filter((each) => each.lane >= shownLanes && each.start <= at && at <= each.end)
        return (
          <div
            key={at}
            className={styles.day}
            data-off={isOff(date) || undefined}
            data-today={date === today || undefined}
            data-other={(isMonth && !isInMonthOf(date, day)) || undefined}
          >
            <span className={styles.date}>{Number(textOfDay(date).slice(8))}</span>
            {hidden.length > 0 && (
              <More
                day={date}
                hiddenCount={hidden.length}
                all={placed.filter((each) => each.start <= at && at <= each.end)}
                onTask={onTask}
              />
            )}
          </div>
        )
      })}
      {placed
        .filter(({ lane }) => lane < shownLanes)
        .map((each) => (
          <TaskBar
            key={each.task.id}
            item={each}
            style={{
              left: `${(each.start / 7) * 100}%`,
              width: `${((each.end - each.start + 1) / 7) * 100}%`,
              top: headHeight + each.lane * laneHeight,
            }}
            isCutBefore={each.from < monday}
            isCutAfter={each.to > monday + 6}
            onTask={onTask}
          />
        ))}
    </section>
  )
}

interface MoreProps {
  day: Day
  hiddenCount: number
  all: readonly Placed[]
  onTask: (taskId: string) => void
}

function More({ day, hiddenCount, all, onTask }: MoreProps) {
  const name = formatLongDay(textOfDay(day))
  return (
    <DialogTrigger>
      <AriaButton className={styles.more ?? ''} aria-label={text('moreOn', { count: hiddenCount, day: name })}>
        {text('more', { count: hiddenCount })}
      </AriaButton>
      <Popover className={styles.popover ?? ''}>
        <Dialog className={styles.details ?? ''}>
          <Heading slot="title">{text('allOn', { day: name })}</Heading>
          <ul>
            {all.map((item) => (
              <li key={item.task.id}>
                <TaskBar item={item} onTask={onTask} />
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** Whether the project works on a day; where that is not known it does. */
function daysOffOf({ calendars, project }: Plan): (day: Day) => boolean {
  const time = workingTimeOf(calendars, project.calendarId)
  return (day) => {
    try {
      return time !== null && workingMinutesBetween(time, minuteOfDay(day), minuteOfDay(day + 1)) === 0
    } catch {
      return false
    }
  }
}
