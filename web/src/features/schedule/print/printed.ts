import { minuteOf } from '@throughline/engine'
import { formatDay, formatMoment, wallTimeIn } from '../../../lib/dates.ts'
import { formatTaskDuration } from '../../../lib/duration.ts'
import { workingTimeOf } from '../../../lib/working-time.ts'
import { type Colours, readColours } from '../gantt/colours.ts'
import type { Ghost } from '../gantt/draw-ghosts.ts'
import { timelineOf } from '../gantt/scale.ts'
import { sceneOf } from '../gantt/scene.ts'
import { timesOffOf } from '../gantt/working-days.ts'
import { layersOf } from '../hooks/use-layers.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { type PlanIndex, resourcesText } from '../lib/plan-index.ts'
import { text } from '../lib/text.ts'
import type { LegendItem, PrintColumn, Printed } from './draw-sheet.ts'
import type { PlanSize } from './layout.ts'

export interface PrintSource {
  readonly index: PlanIndex
  readonly visible: readonly OutlineEntry[]
  readonly ghosts: ReadonlyMap<string, Ghost>
  readonly zoom: number
}

/** Days shown before the first bar and after the last one. */
const roomInDays = 3
const MINUTES_PER_DAY = 1440

/** What pages show of a plan as it lies before the reader, on white paper whatever the screen is like. */
export function printedOf({ index, visible, ghosts, zoom }: PrintSource): { printed: Printed; size: PlanSize } {
  const { plan } = index
  const scene = sceneOf(visible, index)
  const today = minuteOf(wallTimeIn(plan.project.timeZone))
  const colours = paperColours()
  const columns = columnsOf(index)
  const printed: Printed = {
    view: {
      ...{ scene, today, ghosts, colours },
      layers: layersOf(plan.project.id),
      timesOff: timesOffOf(plan.calendars, plan.project.calendarId),
      timeOf: (id) => workingTimeOf(plan.calendars, id ?? plan.project.calendarId),
      statusDate: plan.project.statusDate === null ? null : minuteOf(plan.project.statusDate),
      activeId: null,
      chain: null,
      labelOf: (id) => resourcesText(index, id),
    },
    entries: visible,
    columns,
    title: plan.project.name,
    subtitle: text('asOf', { revision: plan.project.revision, moment: formatMoment(new Date().toISOString()) }),
    legend: legendOf(colours, ghosts.size > 0),
    pageText: (page, count) => text('page', { page, count }),
  }
  const minutes = [...scene.start, ...scene.finish].filter((minute) => !Number.isNaN(minute))
  const { from, to } = timelineOf([...minutes, minuteOf(plan.project.startsAt)], today)
  const size = {
    rowCount: visible.length,
    from: from + (14 - roomInDays) * MINUTES_PER_DAY,
    to: to - (90 - roomInDays) * MINUTES_PER_DAY,
    tableWidth: columns.reduce((sum, column) => sum + column.width, 0),
    pixelsPerDay: zoom,
  }
  return { printed, size }
}

function columnsOf({ plan }: PlanIndex): PrintColumn[] {
  const dateWidth = 82
  return [
    { title: text('columnNumber'), width: 40, isRight: true, text: ({ number }) => String(number) },
    { title: text('columnName'), width: 220, text: ({ task }) => task.name, indent: ({ depth }) => depth * 12 },
    {
      title: text('columnDuration'),
      width: 74,
      isRight: true,
      text: ({ task, hasChildren }) => (hasChildren ? '' : formatTaskDuration(task, plan.project)),
    },
    { title: text('columnStart'), width: dateWidth, text: ({ task }) => formatDay(task.earlyStart) },
    { title: text('columnFinish'), width: dateWidth, text: ({ task }) => formatDay(task.earlyFinish) },
  ]
}

function legendOf(colours: Colours, hasBaseline: boolean): LegendItem[] {
  const items: LegendItem[] = [
    { label: text('legendTask'), colour: colours.bar, shape: 'bar' },
    { label: text('legendDone'), colour: colours.barDone, shape: 'bar' },
    { label: text('legendCritical'), colour: colours.critical, shape: 'bar' },
    { label: text('legendSummary'), colour: colours.summary, shape: 'bar' },
    { label: text('legendMilestone'), colour: colours.milestone, shape: 'diamond' },
    { label: text('legendToday'), colour: colours.today, shape: 'line' },
  ]
  return hasBaseline ? [...items, { label: text('legendBaseline'), colour: colours.ghost, shape: 'bar' }] : items
}

function paperColours(): Colours {
  const paper = document.body.appendChild(document.createElement('div'))
  paper.style.colorScheme = 'light'
  const colours = readColours(paper)
  paper.remove()
  return colours
}
