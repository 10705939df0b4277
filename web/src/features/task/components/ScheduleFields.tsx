import { type ConstraintType, dateless, type Task } from '@throughline/contract'
import { CircleQuestionMark } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../../components/IconButton.tsx'
import { formatLongDay, formatWallTime } from '../../../lib/dates.ts'
import { formatTaskDuration } from '../../../lib/duration.ts'
import type { TaskPanelProps } from '../../../lib/task-panel.ts'
import * as edits from '../lib/details-edits.ts'
import { text } from '../lib/text.ts'
import styles from './ScheduleFields.module.css'
import { Section } from './Section.tsx'
import { SelectControl } from './SelectControl.tsx'
import { TextControl } from './TextControl.tsx'

interface ScheduleFieldsProps extends TaskPanelProps {
  mayChange: boolean
  mayProgress: boolean
}

const constraints: readonly ConstraintType[] = [
  ...(['asSoonAsPossible', 'asLateAsPossible', 'startNoEarlierThan', 'startNoLaterThan'] as const),
  ...(['finishNoEarlierThan', 'finishNoLaterThan', 'mustStartOn', 'mustFinishOn'] as const),
]
const efforts: readonly Task['effortType'][] = ['fixedUnits', 'fixedDuration', 'fixedWork']
const named = <Key extends Parameters<typeof text>[0]>(keys: readonly Key[]) =>
  keys.map((key) => [key, text(key)] as const)

/** When a task is done and what decides it. What only a recompute sets is text; so is all of it for who may not change it. */
export function ScheduleFields(props: ScheduleFieldsProps) {
  const { plan, task, mayChange, mayProgress, editOf, onEdit, onWhy } = props
  const { project, calendars } = plan
  const isLeaf = !task.isSummary
  const projectCalendar = text('projectCalendar', {
    name: calendars.find(({ id }) => id === project.calendarId)?.name ?? '',
  })
  const calendarNames = [['', projectCalendar], ...calendars.map(({ id, name }) => [id, name] as const)] as const
  const start = (task.earlyStart ?? '').slice(0, 10)
  const onOff = [
    ...([
      ['yes', text('yes')],
      ['no', text('no')],
    ] as const),
  ]
  return (
    <Section title={text('schedule')}>
      <dl className={styles.fields}>
        <Row name={text('start')} aside={<Why label={text('whyStart')} onPress={() => onWhy('start')} />}>
          {mayChange && isLeaf ? (
            <TextControl
              label={text('start')}
              type="date"
              value={start}
              outcomeOf={(typed) => editOf(task, 'start', typed)}
              onEdit={onEdit}
            />
          ) : (
            <Value>{formatWallTime(task.earlyStart)}</Value>
          )}
        </Row>
        <Row name={text('finish')} aside={<Why label={text('whyFinish')} onPress={() => onWhy('finish')} />}>
          <Value>{formatWallTime(task.earlyFinish)}</Value>
        </Row>
        {isLeaf && (
          <Row name={text('duration')}>
            {mayChange ? (
              <TextControl
                label={text('duration')}
                value={formatTaskDuration(task, project)}
                outcomeOf={(typed) => editOf(task, 'duration', typed)}
                onEdit={onEdit}
              />
            ) : (
              <Value>{formatTaskDuration(task, project)}</Value>
            )}
          </Row>
        )}
        {isLeaf && (
          <Row name={text('done')}>
            {mayProgress ? (
              <TextControl
                label={text('done')}
                value={`${task.percentComplete}%`}
                outcomeOf={(typed) => editOf(task, 'done', typed)}
                onEdit={onEdit}
              />
            ) : (
              <Value>{task.percentComplete}%</Value>
            )}
          </Row>
        )}
        <Row name={text('constraint')}>
          {mayChange ? (
            <SelectControl
              label={text('constraint')}
              value={task.constraintType}
              values={named(constraints)}
              onChange={(type) => onEdit(edits.setConstraintType(task, type, plan))}
            />
          ) : (
            <Value>{text(task.constraintType)}</Value>
          )}
        </Row>
        {!dateless.has(task.constraintType) && (
          <Row name={text('constraintAt')}>
            <Day
              label={text('constraintAt')}
              value={task.constraintAt}
              mayChange={mayChange}
              outcomeOf={(day) => edits.setConstraintDay(task, day, plan)}
              onEdit={onEdit}
            />
          </Row>
        )}
        <Row name={text('deadline')}>
          <Day
            label={text('deadline')}
            value={task.deadline}
            mayChange={mayChange}
            outcomeOf={(day) => edits.setDeadline(task, day, plan)}
            onEdit={onEdit}
          />
        </Row>
        <Row name={text('calendar')}>
          {mayChange ? (
            <SelectControl
              label={text('calendar')}
              value={task.calendarId ?? ''}
              values={calendarNames}
              onChange={(id) => onEdit(edits.setCalendar(task, id === '' ? null : id, plan))}
            />
          ) : (
            <Value>{calendarNames.find(([id]) => id === (task.calendarId ?? ''))?.[1]}</Value>
          )}
        </Row>
        {isLeaf && (
          <Row name={text('scheduling')}>
            {mayChange ? (
              <SelectControl
                label={text('scheduling')}
                value={task.isManual ? 'manual' : 'automatic'}
                values={named(['automatic', 'manual'] as const)}
                onChange={(how) => onEdit(edits.setManual(task, how === 'manual'))}
              />
            ) : (
              <Value>{text(task.isManual ? 'manual' : 'automatic')}</Value>
            )}
          </Row>
        )}
        <Row name={text('priority')}>
          {mayChange ? (
            <TextControl
              label={text('priority')}
              value={String(task.priority)}
              outcomeOf={(typed) => edits.setPriority(task, typed)}
              onEdit={onEdit}
            />
          ) : (
            <Value>{task.priority}</Value>
          )}
        </Row>
        {isLeaf && (
          <Row name={text('effort')}>
            {mayChange ? (
              <SelectControl
                label={text('effort')}
                value={task.effortType}
                values={named(efforts)}
                onChange={(effort) => onEdit(edits.setEffort(task, effort))}
              />
            ) : (
              <Value>{text(task.effortType)}</Value>
            )}
          </Row>
        )}
        <Row name={text('active')}>
          {mayChange ? (
            <SelectControl
              label={text('active')}
              value={task.isActive ? 'yes' : 'no'}
              values={onOff}
              onChange={(chosen) => onEdit(edits.setActive(task, chosen === 'yes'))}
            />
          ) : (
            <Value>{text(task.isActive ? 'yes' : 'no')}</Value>
          )}
        </Row>
      </dl>
    </Section>
  )
}

function Row({ name, aside, children }: { name: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <dt>{name}</dt>
      <dd>
        {children}
        {aside}
      </dd>
    </div>
  )
}

const Value = ({ children }: { children: ReactNode }) => <span className={styles.value}>{children}</span>

const Why = ({ label, onPress }: { label: string; onPress: () => void }) => (
  <IconButton label={label} icon={<CircleQuestionMark />} onPress={onPress} />
)

interface DayProps {
  label: string
  value: string | null
  mayChange: boolean
  outcomeOf: Parameters<typeof TextControl>[0]['outcomeOf']
  onEdit: Parameters<typeof TextControl>[0]['onEdit']
}

function Day({ label, value, mayChange, outcomeOf, onEdit }: DayProps) {
  if (!mayChange) return <Value>{value === null ? text('none') : formatLongDay(value)}</Value>
  return (
    <TextControl label={label} type="date" value={(value ?? '').slice(0, 10)} outcomeOf={outcomeOf} onEdit={onEdit} />
  )
}
