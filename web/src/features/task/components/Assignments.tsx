import type { Person, Plan, Task } from '@throughline/contract'
import { X } from 'lucide-react'
import { useCallback } from 'react'
import { Avatar } from '../../../components/Avatar.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import type { EditOutcome } from '../../../lib/edit.ts'
import { assign, assignable, setUnits, unassign } from '../lib/relation-edits.ts'
import { text } from '../lib/text.ts'
import { Picker } from './Picker.tsx'
import styles from './Relations.module.css'
import section from './Section.module.css'
import { Section } from './Section.tsx'
import { TextControl } from './TextControl.tsx'

interface AssignmentsProps {
  plan: Plan
  task: Task
  people: readonly Person[]
  mayChange: boolean
  onEdit: (outcome: EditOutcome) => void
}

const shareOf = (units: number): string => `${Math.round(units * 1_000) / 10}%`

/** Who does it, and with how much of their time. */
export function Assignments({ plan, task, people, mayChange, onEdit }: AssignmentsProps) {
  const assignments = plan.assignments.filter(({ taskId }) => taskId === task.id)
  const choices = useCallback(() => assignable(plan, task.id, people), [plan, task.id, people])
  return (
    <Section title={text('assigned')}>
      {assignments.length === 0 && !mayChange && <p className={section.none}>{text('nobody')}</p>}
      <ul className={styles.rows}>
        {assignments.map((assignment) => {
          const resource = plan.resources.find(({ id }) => id === assignment.resourceId)
          const name = resource?.name ?? '?'
          return (
            <li key={assignment.id} className={styles.row}>
              <Avatar personId={resource?.personId ?? assignment.resourceId} name={name} size="small" />
              <span className={styles.name}>{name}</span>
              {mayChange ? (
                <TextControl
                  className={styles.short}
                  label={text('units', { name })}
                  value={shareOf(assignment.units)}
                  outcomeOf={(typed) => setUnits(task, assignment, name, typed)}
                  onEdit={onEdit}
                />
              ) : (
                <span>{shareOf(assignment.units)}</span>
              )}
              {mayChange && (
                <IconButton
                  label={text('unassign', { name })}
                  icon={<X />}
                  onPress={() => onEdit(unassign(task, assignment, name))}
                />
              )}
            </li>
          )
        })}
      </ul>
      {mayChange && (
        <Picker
          label={text('assign')}
          placeholder={text('assignHint')}
          choices={choices}
          nothing={text('assignHint')}
          onPick={({ name }) => onEdit(assign(task, name, plan, people))}
          onNew={{
            words: (name) => text('asNewResource', { name }),
            take: (name) => onEdit(assign(task, name, plan, people)),
          }}
        />
      )}
    </Section>
  )
}
