import {
  ChartGantt,
  Flag,
  IndentDecrease,
  IndentIncrease,
  Plus,
  Printer,
  Scan,
  Table2,
  Trash2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import toggle from '../../../components/ToggleGroup.module.css'
import { clampZoom, nearestLevel, type ZoomLevel, zoomLevels } from '../gantt/scale.ts'
import { useScheduleCommands, zoomStep } from '../hooks/use-schedule-commands.ts'
import { text } from '../lib/text.ts'
import styles from './ScheduleToolbar.module.css'
import { ShowMenu } from './ShowMenu.tsx'
import { UndoButtons } from './UndoButtons.tsx'

interface ScheduleToolbarProps {
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
  projectId: string
}

const levels: readonly ZoomLevel[] = ['hour', 'day', 'week', 'month', 'year']

export function ScheduleToolbar(props: ScheduleToolbarProps) {
  const { mayChange, hasActive, onCommand, view, onView, zoom, onZoom, onToday, onFit, onBaselines, onPrint } = props
  const canEdit = mayChange && hasActive
  useScheduleCommands(props)
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Schedule">
      {view !== 'both' && (
        <ToggleButtonGroup
          className={toggle.group ?? ''}
          aria-label="View"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={([key]) => onView(key === 'chart' ? 'chart' : 'table')}
        >
          <ToggleButton id="table" className={toggle.choice ?? ''}>
            <Table2 /> Table
          </ToggleButton>
          <ToggleButton id="chart" className={toggle.choice ?? ''}>
            <ChartGantt /> Chart
          </ToggleButton>
        </ToggleButtonGroup>
      )}
      {mayChange && view !== 'chart' && (
        <>
          <Button look="primary" size="small" icon={<Plus />} onPress={() => onCommand('add')}>
            Add task
          </Button>
          <IconButton
            label="Outdent"
            keys="Alt+Shift+←"
            icon={<IndentDecrease />}
            isDisabled={!canEdit}
            onPress={() => onCommand('outdent')}
          />
          <IconButton
            label="Indent"
            keys="Alt+Shift+→"
            icon={<IndentIncrease />}
            isDisabled={!canEdit}
            onPress={() => onCommand('indent')}
          />
          <IconButton
            label="Delete task"
            keys="Ctrl+Del"
            icon={<Trash2 />}
            isDisabled={!canEdit}
            onPress={() => onCommand('delete')}
          />
          <span className={styles.rule} />
          <UndoButtons />
        </>
      )}
      <span className={styles.space} />
      <Button look="quiet" size="small" icon={<Flag />} onPress={onBaselines}>
        Baselines
      </Button>
      <IconButton label={text('print')} icon={<Printer />} onPress={onPrint} />
      {view !== 'table' && (
        <>
          <ShowMenu projectId={props.projectId} />
          <Button size="small" onPress={onToday}>
            Today
          </Button>
          <IconButton label="Show the whole plan" keys="Alt+0" icon={<Scan />} onPress={onFit} />
          <IconButton
            label="Zoom out"
            keys="Alt+−"
            icon={<ZoomOut />}
            onPress={() => onZoom(clampZoom(zoom / zoomStep))}
          />
          <IconButton
            label="Zoom in"
            keys="Alt++"
            icon={<ZoomIn />}
            onPress={() => onZoom(clampZoom(zoom * zoomStep))}
          />
          <ToggleButtonGroup
            className={toggle.group ?? ''}
            aria-label="Zoom"
            disallowEmptySelection
            selectedKeys={[nearestLevel(zoom)]}
            onSelectionChange={([key]) => onZoom(zoomLevels[key as ZoomLevel] ?? zoom)}
          >
            {levels.map((level) => (
              <ToggleButton key={level} id={level} className={toggle.choice ?? ''}>
                {level[0]?.toUpperCase()}
                {level.slice(1)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </>
      )}
    </div>
  )
}
