import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportDateDifference, ImportJob } from '@throughline/contract'
import { useContext } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { fieldTitle } from '../../../lib/fields.ts'
import { explain } from '../../../lib/toasts.ts'
import { asSentence } from '../../../lib/words.ts'
import { datesQuery } from '../api/imports.ts'
import { LengthsContext } from '../hooks/lengths-context.ts'
import { byTask, countByRule, dateText } from '../lib/date-report.ts'
import styles from './ImportEnd.module.css'

type Report = NonNullable<ImportJob['report']>

interface DateReportProps {
  job: ImportJob
  report: Report
}

/** The dates of the file against those that are computed here, and why they differ. */
export function DateReport({ job, report }: DateReportProps) {
  if (report.compared === 0) return null
  return (
    <section className={styles.section} aria-labelledby="dates-of-import">
      <h2 id="dates-of-import">The file’s dates against ours</h2>
      <p>{reportText(report)}</p>
      {report.different > 0 && <Differences job={job} />}
    </section>
  )
}

function reportText({ compared, same, different }: Report): string {
  const all = `${compared.toLocaleString('en')} ${compared === 1 ? 'task was' : 'tasks were'} compared`
  if (different === 0) return `${all}, and all dates are the same.`
  return `${all}: ${same.toLocaleString('en')} the same, ${different.toLocaleString('en')} different.`
}

const shownRules = 8

function Differences({ job }: { job: ImportJob }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(datesQuery(job.id))
  if (error) return <p role="alert">The dates could not be loaded. {explain(error)}</p>
  if (!data) return <Skeleton label="Loading the dates" lines={4} />
  const differences = data.pages.flatMap((page) => page.items)
  const rules = countByRule(differences)
  return (
    <>
      <ul className={styles.rules} aria-label="What explains them">
        {rules.slice(0, shownRules).map(([rule, count]) => (
          <li key={rule}>
            <b>{count.toLocaleString('en')}</b> {rule}
          </li>
        ))}
        {rules.length > shownRules && <li>and {(rules.length - shownRules).toLocaleString('en')} more</li>}
        {hasNextPage && <li>of the first {differences.length.toLocaleString('en')}</li>}
      </ul>
      <div className={styles.scroller}>
        <table className={styles.table} aria-label="Dates that differ">
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">What</th>
              <th scope="col">In the file</th>
              <th scope="col">Here</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {byTask(differences).flatMap((task) =>
              task.differences.map((difference, at) => (
                <tr key={`${task.taskId} ${difference.field}`}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={task.differences.length}>
                      <TaskName projectId={job.projectId} taskId={task.taskId} name={task.name} />
                    </th>
                  )}
                  <Difference difference={difference} />
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <div className={styles.more}>
          <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  )
}

interface TaskNameProps {
  /** Null where there is no plan to lead to. */
  projectId: string | null
  taskId: string
  name: string
}

function TaskName({ projectId, taskId, name }: TaskNameProps) {
  if (!projectId) return name
  return (
    <Link to="/projects/$projectId" params={{ projectId }} search={{ task: taskId }}>
      {name}
    </Link>
  )
}

function Difference({ difference: { field, stored, computed, rule } }: { difference: ImportDateDifference }) {
  const lengths = useContext(LengthsContext)
  return (
    <>
      <td>{fieldTitle(field)}</td>
      <td data-label="In the file">{dateText(field, stored, lengths)}</td>
      <td data-label="Here">{dateText(field, computed, lengths)}</td>
      <td>{asSentence(rule)}</td>
    </>
  )
}
