import { formatMoment } from '../../../lib/dates.ts'
import type { Point } from '../lib/points.ts'

interface PointChoiceProps {
  label: string
  /** A revision or a moment; null is now, which is offered where it may be. */
  value: string | null
  points: readonly Point[]
  onChoose: (value: string | null) => void
}

const now = 'now'

export function PointChoice({ label, value, points, onChoose }: PointChoiceProps) {
  const known = new Map(points.map((point) => [String(point.revision), point]))
  const isKnown = value === null || known.has(value)
  return (
    <label>
      {label}
      <select value={value ?? now} onChange={({ target }) => onChoose(target.value === now ? null : target.value)}>
        {label === 'To' && <option value={now}>Now</option>}
        {!isKnown && value !== null && (
          <option value={value}>{/^\d+$/.test(value) ? `Revision ${value}` : formatMoment(value)}</option>
        )}
        {[...known].map(([revision, { title }]) => (
          <option key={revision} value={revision}>
            {revision}: {title}
          </option>
        ))}
      </select>
    </label>
  )
}
