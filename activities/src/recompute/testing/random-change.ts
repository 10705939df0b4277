import { type ChangeOperation, type Plan, standardWeek } from '@throughline/contract'
import fc from 'fast-check'

/** Numbers that stand for one change; which rows they mean depends on the plan that they meet. */
export const randomChange = fc.record({
  kind: fc.constantFrom(
    'create-task',
    'create-task',
    'create-link',
    'create-link',
    'update-duration',
    'update-duration',
    'update-constraint',
    'update-parent',
    'update-calendar',
    'rename',
    'delete-task',
    'restore',
    'update-link',
    'delete-link',
    'create-calendar',
    'change-calendar',
    'delete-calendar',
    'change-project',
    'undo',
  ),
  one: fc.nat(1_000),
  other: fc.nat(1_000),
  amount: fc.nat(9),
})
export type RandomChange = typeof randomChange extends fc.Arbitrary<infer Value> ? Value : never

/** What has happened so far, besides the plan: what can be restored, and what would undo the last change. */
export interface Past {
  deleted: { entity: 'task' | 'link' | 'calendar'; id: string }[]
  inverse: ChangeOperation[]
}

/** The operations of a change; none when the plan has no row for it. */
export function operationsOf(plan: Plan, past: Past, { kind, one, other, amount }: RandomChange): ChangeOperation[] {
  const pick = <Row>(rows: readonly Row[], number: number): Row | undefined => rows[number % Math.max(1, rows.length)]
  const [task, second] = [pick(plan.tasks, one)?.id, pick(plan.tasks, other)?.id]
  const link = pick(plan.links, one)?.id
  const calendar = pick(plan.calendars, one)?.id
  const someCalendar = pick([null, ...plan.calendars.map(({ id }) => id)], other) ?? null
  const parentId = pick([null, ...plan.tasks.map(({ id }) => id)], other) ?? null
  const updateTask = (patch: object): ChangeOperation[] =>
    task ? [{ op: 'update', entity: 'task', id: task, patch } as ChangeOperation] : []
  switch (kind) {
    case 'create-task': {
      const values = { name: `Task ${one}`, parentId, durationMinutes: amount * 240, calendarId: null }
      return [{ op: 'create', entity: 'task', id: crypto.randomUUID(), values }]
    }
    case 'create-link': {
      const type = (['FS', 'SS', 'FF', 'SF'] as const)[amount % 4] ?? 'FS'
      const ends = task && second && task !== second ? { predecessorId: task, successorId: second } : null
      return ends ? [{ op: 'create', entity: 'link', id: crypto.randomUUID(), values: { ...ends, type } }] : []
    }
    case 'update-duration':
      return updateTask({ durationMinutes: amount * 120, kind: amount === 0 ? 'milestone' : 'task' })
    case 'update-constraint':
      return updateTask(
        amount < 3
          ? { constraintType: 'asSoonAsPossible', constraintAt: null }
          : { constraintType: 'startNoEarlierThan', constraintAt: `2026-03-1${amount}T08:00` },
      )
    case 'update-parent':
      return updateTask({ parentId })
    case 'update-calendar':
      return updateTask({ calendarId: someCalendar })
    case 'rename':
      return updateTask({ name: `Renamed ${other}` })
    case 'delete-task':
      return task ? [{ op: 'delete', entity: 'task', id: task }] : []
    case 'restore': {
      const row = pick(past.deleted, one)
      return row ? [{ op: 'restore', ...row }] : []
    }
    case 'update-link':
      return link ? [{ op: 'update', entity: 'link', id: link, patch: { lagMinutes: (amount - 4) * 60 } }] : []
    case 'delete-link':
      return link ? [{ op: 'delete', entity: 'link', id: link }] : []
    case 'create-calendar': {
      const values = { name: `Calendar ${one}`, week: weekFrom(amount), exceptions: [] }
      return [{ op: 'create', entity: 'calendar', id: crypto.randomUUID(), values }]
    }
    case 'change-calendar':
      return calendar ? [{ op: 'update', entity: 'calendar', id: calendar, patch: { week: weekFrom(amount) } }] : []
    case 'delete-calendar':
      return calendar ? [{ op: 'delete', entity: 'calendar', id: calendar }] : []
    case 'change-project': {
      const patch = amount < 5 ? { startsAt: `2026-03-0${2 + amount}T08:00` } : { calendarId: calendar ?? '' }
      return [{ op: 'update', entity: 'project', id: plan.project.id, patch }]
    }
    case 'undo':
      return past.inverse
  }
}

/** A working week with some days off. */
function weekFrom(amount: number) {
  return standardWeek.map((day, index) => (index < 5 && index !== amount % 6 ? day : []))
}
