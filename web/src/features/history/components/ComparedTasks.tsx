import { Link } from '@tanstack/react-router'
import type { ComparedTask } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { formatDay, formatWallTime } from '../../../lib/dates.ts'
import { fieldText, fieldTitle } from '../../../lib/fields.ts'
import { useProjectLengths } from '../../../lib/plan-context.tsx'
import { asSentence } from '../../../lib/words.ts'
import styles from './HistoryView.module.css'

interface ComparedTasksProps {
  projectId: string
  tasks: readonly ComparedTask[]
}

const shownAtFirst = 200

export function ComparedTasks({ projectId, tasks }: ComparedTasksProps) {
  const [showsAll, setShowsAll] = useState(false)
  const lengths = useProjectLengths()
  if (tasks.length === 0) return <p>No task differs between the two.</p>
  const shown = showsAll ? tasks : tasks.slice(0, shownAtFirst)
  return (
    <>
      <div className={styles.scroller}>
        <table className={styles.tasks} aria-label="Differences">
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">What</th>
              <th scope="col">Start</th>
              <th scope="col">Finish</th>
              <th scope="col">Fields</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((task) => (
              <tr key={task.taskId}>
                <th scope="row">{task.name}</th>
                <td>
                  <span className={styles.state} data-state={task.state}>
                    {task.state}
                  </span>
                </td>
                <td data-label="Start">{step(task.before?.earlyStart, task.after?.earlyStart)}</td>
                <td data-label="Finish">{step(task.before?.earlyFinish, task.after?.earlyFinish)}</td>
                <td className={styles.fields}>
                  {task.fields.map(({ field, before, after }) => (
                    <div key={field}>
                      {fieldTitle(field)}: <s>{fieldText(field, before, lengths)}</s> {fieldText(field, after, lengths)}
                    </div>
                  ))}
                </td>
                <td className={styles.why}>
                  {task.sentence && asSentence(task.sentence)}{' '}
                  {task.runId && task.after && (
                    <Link
                      to="/projects/$projectId"
                      params={{ projectId }}
                      search={{ task: task.taskId, why: 'finish' }}
                      aria-label={`Why does ${task.name} finish then?`}
                    >
                      why?
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {tasks.length > shown.length && (
        <Button onPress={() => setShowsAll(true)}>Show all {tasks.length.toLocaleString('en')}</Button>
      )}
    </>
  )
}

function step(before: string | null | undefined, after: string | null | undefined) {
  const [then, now] = [before ?? null, after ?? null]
  if (then === now) return formatDay(now)
  const sameDay = then !== null && then.slice(0, 10) === now?.slice(0, 10)
  return (
    <span title={`${formatWallTime(then)} → ${formatWallTime(now)}`}>
      {then && <s>{formatDay(then)}</s>} {formatDay(now)}
      {sameDay && ` ${now?.slice(11)}`}
    </span>
  )
}
