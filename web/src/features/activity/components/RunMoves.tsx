import { useQuery } from '@tanstack/react-query'
import type { DateMove, Plan, Run } from '@throughline/contract'
import { formatDay, formatMilliseconds } from '../../../lib/dates.ts'
import { usePlan } from '../../../lib/plan-context.tsx'
import { reasons } from '../../../lib/reasons.ts'
import { explain } from '../../../lib/toasts.ts'
import { runQuery } from '../api/activity.ts'
import styles from './Activity.module.css'
import { WhyLink } from './WhyLink.tsx'

interface RunMovesProps {
  projectId: string
  runId: string
}

const shownMoves = 200

/** The dates that a run moved, and why each task now starts when it does. */
export function RunMoves({ projectId, runId }: RunMovesProps) {
  const { plan } = usePlan()
  const { data, error } = useQuery(runQuery(projectId, runId))
  if (error) return <p className={styles.moves}>{explain(error)}</p>
  if (!data || !plan) return <p className={styles.moves}>Loading…</p>
  const names = new Map(plan.tasks.map((task) => [task.id, task.name]))
  return (
    <div className={styles.moves}>
      <p className={styles.meta}>{timesOf(data.run)}</p>
      {data.moves.length === 0 && <p>No dates moved.</p>}
      {data.moves.length > 0 && (
        <table aria-label="Moved dates">
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Start</th>
              <th scope="col">Finish</th>
              <th scope="col">Because</th>
            </tr>
          </thead>
          <tbody>
            {data.moves.slice(0, shownMoves).map((move) => (
              <tr key={move.taskId}>
                <th scope="row">{names.get(move.taskId) ?? 'a deleted task'}</th>
                <td>
                  <WhyLink projectId={projectId} taskId={move.taskId} field="start">
                    {step(move.before.earlyStart, move.after.earlyStart)}
                  </WhyLink>
                </td>
                <td>
                  <WhyLink projectId={projectId} taskId={move.taskId} field="finish">
                    {step(move.before.earlyFinish, move.after.earlyFinish)}
                  </WhyLink>
                </td>
                <td>{reason(move, names, plan)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.moves.length > shownMoves && <p className={styles.meta}>and {data.moves.length - shownMoves} more</p>}
    </div>
  )
}

function timesOf(run: Run): string {
  const parts = [
    run.taskCount !== null && `${run.taskCount.toLocaleString('en')} tasks`,
    run.engineMilliseconds !== null && `computed in ${formatMilliseconds(run.engineMilliseconds)}`,
    run.writeMilliseconds !== null && `written in ${formatMilliseconds(run.writeMilliseconds)}`,
    run.error?.message,
  ]
  return parts.filter(Boolean).join(' · ')
}

function step(before: string | null, after: string) {
  if (before === after) return <span className={styles.same}>{formatDay(after)}</span>
  return (
    <>
      {before && <s>{formatDay(before)}</s>} {formatDay(after)}
      {before?.slice(0, 10) === after.slice(0, 10) && ` ${after.slice(11)}`}
    </>
  )
}

function reason({ startDriver: driver }: DateMove, names: ReadonlyMap<string, string>, plan: Plan): string {
  if (driver.kind === 'project-start') return `the project starts ${formatDay(plan.project.startsAt)}`
  if (driver.kind === 'link')
    return `after ${driver.taskId ? (names.get(driver.taskId) ?? 'a deleted task') : 'a link'}`
  return reasons[driver.kind]
}
