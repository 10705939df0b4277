import type { Plan, Resource } from '@throughline/contract'
import { textOf as wallTimeOf } from '@throughline/engine'
import { useMemo } from 'react'
import { formatDay, formatLongDay } from '../../../lib/dates.ts'
import type { Loads } from '../hooks/use-loads.ts'
import type { BucketUnit } from '../lib/buckets.ts'
import { text } from '../lib/text.ts'
import { LoadCell } from './LoadCell.tsx'
import styles from './Resources.module.css'

interface LoadTableProps {
  plan: Plan
  loads: Loads
  edges: readonly number[]
  by: BucketUnit
  today: number
  mayChange: boolean
  onOpen: (resource: Resource) => void
  onTask: (taskId: string) => void
}

/** A row for each resource: what it is, and stretch by stretch what is asked of it. */
export function LoadTable({ plan, loads, edges, by, today, onOpen, onTask }: LoadTableProps) {
  const taskCounts = useMemo(() => {
    const counts = new Map<string, number>()
    for (const { resourceId } of plan.assignments) counts.set(resourceId, (counts.get(resourceId) ?? 0) + 1)
    return counts
  }, [plan.assignments])
  const nameOf = useMemo(() => new Map(plan.tasks.map(({ id, name }) => [id, name])), [plan.tasks])
  const buckets = edges.slice(0, -1)
  return (
    <>
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={text('title')}>
          <thead>
            <tr>
              <th scope="col" className={styles.name}>
                {text('columnName')}
              </th>
              <th scope="col" className={styles.number}>
                {text('columnUnits')}
              </th>
              <th scope="col" className={styles.number}>
                {text('columnTasks')}
              </th>
              {buckets.map((edge, at) => (
                <th key={edge} scope="col" data-now={isNow(edges, at, today) || undefined} className={styles.bucket}>
                  {headOf(by, edge)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.resources.map((resource) => (
              <tr key={resource.id}>
                <th scope="row" className={styles.name}>
                  <button type="button" onClick={() => onOpen(resource)} title={resource.name}>
                    {resource.name}
                  </button>
                </th>
                <td className={styles.number}>
                  {resource.kind === 'work' && `${Math.round(resource.maxUnits * 100)}%`}
                </td>
                <td className={styles.number}>{taskCounts.get(resource.id) ?? 0}</td>
                {buckets.map((edge, at) => (
                  <td key={edge} data-now={isNow(edges, at, today) || undefined} className={styles.cell}>
                    <LoadCell
                      resource={resource}
                      load={loads.byResource.get(resource.id)}
                      bucket={at}
                      title={formatLongDay(wallTimeOf(edge))}
                      nameOf={nameOf}
                      onTask={onTask}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.sum} role="status">
        {text('overloaded', { count: loads.overloadedCount })}
      </p>
    </>
  )
}

const isNow = (edges: readonly number[], at: number, now: number): boolean =>
  (edges[at] ?? 0) <= now && now < (edges[at + 1] ?? 0)

/** "2 Mar", and for months "Mar 26". */
function headOf(by: BucketUnit, edge: number): string {
  const [day, month, year] = formatDay(wallTimeOf(edge)).split(' ')
  return by === 'month' ? `${month} ${year}` : `${day} ${month}`
}
