import type { Leveling, Plan } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { formatDay, formatLongDay } from '../../../lib/dates.ts'
import { text } from '../lib/text.ts'
import styles from './LevelDialog.module.css'

interface LevelPreviewProps {
  leveling: Leveling
  plan: Plan
}

const minutesPerDay = 1440

/** What would move and by how much, where the finish goes, and what no delay resolves. */
export function LevelPreview({ leveling, plan }: LevelPreviewProps) {
  const { finishesAt, overallocations, scheduleError } = leveling
  // What lies below a summary says it already.
  const summaries = new Set(plan.tasks.map(({ parentId }) => parentId))
  const moves = leveling.moves.filter(({ taskId }) => !summaries.has(taskId))
  const isCut = leveling.movedCount > leveling.moves.length
  const movedCount = isCut ? leveling.movedCount : moves.length
  if (scheduleError) return <p role="alert">{scheduleError.message}</p>
  const { before, after } = finishesAt
  const words = { before: formatLongDay(before), after: formatLongDay(after) }
  const over = {
    before: text('overBefore', { count: overallocations.beforeCount }),
    after: text('overBefore', { count: overallocations.afterCount }),
  }
  return (
    <div className={styles.preview} role="status">
      <p>
        <strong>{text(before === after ? 'finishStays' : 'finishMoves', words)}</strong>{' '}
        {capital(text('overFromTo', over))}
      </p>
      {movedCount === 0 ? (
        <p>{text('nothingToLevel')}</p>
      ) : (
        <>
          <h3>
            {text('moved', { count: movedCount })}
            {isCut && `. ${text('movedShown', { shown: moves.length })}`}
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
          <div className={styles.scroller} tabIndex={0}>
            <table className={styles.moves} aria-label={text('moved', { count: movedCount })}>
              <thead>
                <tr>
                  <th scope="col">{text('columnTask')}</th>
                  <th scope="col">{text('columnStart')}</th>
                  <th scope="col">{text('columnNewStart')}</th>
                  <th scope="col">{text('columnNewFinish')}</th>
                  <th scope="col">{text('columnBy')}</th>
                </tr>
              </thead>
              <tbody>
                {moves.map((move) => (
                  <tr key={move.taskId}>
                    <th scope="row">{move.taskName}</th>
                    <td>{formatDay(move.before.earlyStart)}</td>
                    <td>{formatDay(move.after.earlyStart)}</td>
                    <td>{formatDay(move.after.earlyFinish)}</td>
                    <td className={styles.by}>{byOf(move)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {overallocations.after.length > 0 && (
        <>
          <h3>{text('remaining')}</h3>
          <ul className={styles.remaining}>
            {remainingOf(overallocations.after).map(({ id, ...words }) => (
              <li key={id}>{text('remainingItem', words)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Who stays overloaded: how often, and from when until when. */
function remainingOf(list: Leveling['overallocations']['after']) {
  const found = new Map<string, { id: string; name: string; count: number; from: string; to: string }>()
  for (const { resourceId: id, resourceName: name, from, to } of list) {
    const known = found.get(id)
    const words = { from: known?.from ?? formatLongDay(from), to: formatLongDay(to) }
    found.set(id, { id, name, count: (known?.count ?? 0) + 1, ...words })
  }
  return [...found.values()]
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Calendar days that the start moves by. */
function byOf({ before, after }: Leveling['moves'][number]): string {
  const days = Math.round((minuteOf(after.earlyStart) - minuteOf(before.earlyStart)) / minutesPerDay)
  return `${days > 0 ? '+' : ''}${text('days', { count: days })}`
}
