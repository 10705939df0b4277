import { useCommands } from '../../../lib/commands.ts'
import { clampZoom } from '../gantt/scale.ts'
import { toldShortcuts } from '../lib/schedule-shortcuts.ts'

interface Schedule {
  mayChange: boolean
  hasActive: boolean
  onCommand: (command: 'add' | 'indent' | 'outdent' | 'delete') => void
  view: 'both' | 'table' | 'chart'
  onView: (view: 'table' | 'chart') => void
  zoom: number
  onZoom: (pixelsPerDay: number) => void
  onToday: () => void
  onFit: () => void
  onBaselines: () => void
  onPrint: () => void
}

const group = 'Schedule'
export const zoomStep = 1.5

/** What the toolbar of the schedule does, for the palette, and the keys of its table. */
export function useScheduleCommands(schedule: Schedule): void {
  const { mayChange, hasActive, onCommand, view, onView, zoom, onZoom, onToday, onFit, onBaselines, onPrint } = schedule
  const edit = (id: 'indent' | 'outdent' | 'delete', name: string) => ({
    ...{ id: `schedule.${id}`, group, name, isDisabled: !hasActive || !mayChange },
    run: () => onCommand(id),
  })
  const chart = (id: string, name: string, run: () => void, words = '') => ({
    ...{ id: `schedule.${id}`, group, name, words, isDisabled: view === 'table', run },
  })
  useCommands([
    {
      id: 'schedule.add',
      group,
      name: 'Add task',
      words: 'new insert row',
      isDisabled: !mayChange,
      run: () => onCommand('add'),
    },
    edit('indent', 'Indent task'),
    edit('outdent', 'Outdent task'),
    edit('delete', 'Delete task'),
    { id: 'schedule.baselines', group, name: 'Baselines', words: 'compare capture', run: onBaselines },
    { id: 'schedule.print', group, name: 'Print or save as PDF', words: 'picture svg paper', run: onPrint },
    chart('today', 'Go to today', onToday),
    chart('fit', 'Show the whole plan', onFit, 'zoom fit'),
    chart('zoom-in', 'Zoom in', () => onZoom(clampZoom(zoom * zoomStep))),
    chart('zoom-out', 'Zoom out', () => onZoom(clampZoom(zoom / zoomStep))),
    ...(view === 'both'
      ? []
      : [
          { id: 'schedule.table', group, name: 'Show the table', run: () => onView('table') },
          { id: 'schedule.chart', group, name: 'Show the chart', words: 'gantt', run: () => onView('chart') },
        ]),
    ...toldShortcuts,
  ])
}
