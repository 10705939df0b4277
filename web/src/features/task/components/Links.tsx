import type { Link, Task } from '@throughline/contract'
import { useCallback } from 'react'
import type { TaskPanelProps } from '../../../lib/task-panel.ts'
import { link as linkTasks } from '../lib/relation-edits.ts'
import { text } from '../lib/text.ts'
import { LinkRow } from './LinkRow.tsx'
import { Picker } from './Picker.tsx'
import styles from './Relations.module.css'
import section from './Section.module.css'
import { Section } from './Section.tsx'

interface LinksProps extends TaskPanelProps {
  direction: 'predecessors' | 'successors'
  mayChange: boolean
}

/** What has to come before a task, or waits for it. */
export function Links({ direction, mayChange, plan, task, numberOf, onEdit, onTask }: LinksProps) {
  const isBefore = direction === 'predecessors'
  const otherOf = (link: Link) => (isBefore ? link.predecessorId : link.successorId)
  const links = plan.links.filter((link) => (isBefore ? link.successorId : link.predecessorId) === task.id)
  const choices = useCallback(() => {
    const tied = new Set(plan.links.flatMap((link) => endsWith(link, task.id, direction)))
    const free = plan.tasks.filter(({ id }) => id !== task.id && !tied.has(id))
    return free.map(({ id, name }) => ({ id, name, number: numberOf(id) }))
  }, [plan, task.id, direction, numberOf])

  function add(id: string): void {
    const other = plan.tasks.find((each) => each.id === id)
    if (other) onEdit(isBefore ? linkTasks(other, task) : linkTasks(task, other))
  }

  return (
    <Section title={text(direction)}>
      {links.length === 0 && !mayChange && (
        <p className={section.none}>{text(isBefore ? 'noPredecessors' : 'noSuccessors')}</p>
      )}
      <ul className={styles.rows}>
        {links.map((link) => {
          const other: Task | undefined = plan.tasks.find(({ id }) => id === otherOf(link))
          return (
            other && (
              <LinkRow
                key={link.id}
                link={link}
                task={task}
                other={other}
                number={numberOf(other.id)}
                lengths={plan.project}
                mayChange={mayChange}
                onEdit={onEdit}
                onTask={onTask}
              />
            )
          )
        })}
      </ul>
      {mayChange && (
        <Picker
          label={text(isBefore ? 'addPredecessor' : 'addSuccessor')}
          placeholder={text('linkHint')}
          choices={choices}
          nothing={text('noTaskFits')}
          onPick={({ id }) => add(id)}
        />
      )}
    </Section>
  )
}

/** The other end of a link that lies in a direction of a task; nothing of other links. */
function endsWith({ predecessorId, successorId }: Link, taskId: string, direction: LinksProps['direction']): string[] {
  const [own, other] = direction === 'predecessors' ? [successorId, predecessorId] : [predecessorId, successorId]
  return own === taskId ? [other] : []
}
