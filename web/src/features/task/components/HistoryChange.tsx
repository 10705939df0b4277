import type { ChangedRow, Plan, TaskChange } from '@throughline/contract'
import { Avatar } from '../../../components/Avatar.tsx'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { fieldText, fieldTitle } from '../../../lib/fields.ts'
import { text } from '../lib/text.ts'
import styles from './TaskHistory.module.css'

interface HistoryChangeProps {
  plan: Plan
  change: TaskChange
}

/** One change set, as far as it is about the task. */
export function HistoryChange({ plan, change }: HistoryChangeProps) {
  const { actor, summary, at, revision, rows } = change
  const name = actor?.name ?? text('service')
  return (
    <>
      <Avatar personId={actor?.id ?? ''} name={name} size="small" />
      <div className={styles.what}>
        <p>
          <strong>{name}</strong> {summary}
        </p>
        {rows.map((row) => (
          <Row key={row.id} plan={plan} row={row} />
        ))}
        <p className={styles.meta}>
          <time dateTime={at} title={formatMoment(at)}>
            {formatAgo(at)}
          </time>
          <span>{text('revision', { revision })}</span>
        </p>
      </div>
    </>
  )
}

const kinds = {
  link: 'rowLink',
  assignment: 'rowAssignment',
  comment: 'rowComment',
  checklistItem: 'rowItem',
} as const
const lots = { added: 'wasAdded', restored: 'wasRestored', deleted: 'wasDeleted' } as const

/** What goes without saying of a row that is there now, and what only the service reads. */
const unsaid: ReadonlySet<string> = new Set(['position', 'parentId', 'path', 'mentions', 'editedAt', 'personId'])

function Row({ plan, row: { entity, name, existence, fields } }: { plan: Plan; row: ChangedRow }) {
  const kind = entity in kinds ? text(kinds[entity as keyof typeof kinds], { name }) : null
  const told = existence === null ? fields.filter(({ field }) => !unsaid.has(field)) : []
  const lot = existence === null ? null : text(lots[existence])
  if (kind === null && told.length === 0) return null
  const nameOf = (id: string) => plan.calendars.find((calendar) => calendar.id === id)?.name
  return (
    <>
      {kind !== null && (
        <p className={styles.row}>
          {kind}
          {lot && ` ${lot}`}
        </p>
      )}
      {told.length > 0 && (
        <dl className={styles.fields}>
          {told.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{fieldTitle(field)}</dt>
              <dd>
                <s>{fieldText(field, before, plan.project, nameOf)}</s>{' '}
                <span>{fieldText(field, after, plan.project, nameOf)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
