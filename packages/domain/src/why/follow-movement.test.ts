import type { DateDriver } from '@throughline/contract'
import { expect, it } from 'vitest'
import { Explainer } from './explain.ts'
import { longestChain } from './follow-movement.ts'
import { createMovement, type Move } from './movement.ts'
import { sentenceOf } from './sentence.ts'

const place = (id: string) => ({ id, name: id, parentId: null, ancestors: [], calendarId: null })

/** A task a day later than it was, driven by the task before it. */
const later = (id: string, before: string | null): Move => {
  const driver: DateDriver = before === null ? { kind: 'project-start' } : { kind: 'link', linkId: id, taskId: before }
  return {
    taskId: id,
    before: { start: '2026-03-02T08:00', finish: '2026-03-02T17:00' },
    after: { start: '2026-03-03T08:00', finish: '2026-03-03T17:00' },
    driver: { start: driver, finish: { kind: 'duration' } },
    former: { start: driver, finish: { kind: 'duration' } },
  }
}

function explainLast(moves: Move[]) {
  const links = moves.flatMap(({ taskId, driver: { start } }) =>
    start?.taskId
      ? [
          {
            ...{ id: taskId, predecessorId: start.taskId, successorId: taskId, type: 'FS' as const, lagMinutes: 0 },
            ...{ lagUnit: 'working' as const, predecessorName: start.taskId, successorName: taskId },
          },
        ]
      : [],
  )
  const tasks = moves.map(({ taskId }) => place(taskId))
  const movement = createMovement({
    projectId: 'p',
    moves,
    tasks,
    links,
    calendars: [],
    assignments: [],
    resources: [],
  })
  const explanation = new Explainer(movement, []).explain(moves.at(-1)?.taskId ?? '', 'start')
  return explanation && { ...explanation, sentence: sentenceOf(movement, explanation, { kind: 'run', number: 1 }) }
}

const row = (length: number) =>
  Array.from({ length }, (_, index) => later(`T${index}`, index === 0 ? null : `T${index - 1}`))

it('names both ends of a long chain and counts what lies between', () => {
  expect(explainLast(row(9))?.sentence).toBe(
    'start moved from 2 to 3 March by run 1, as “T0” moved, which drives “T1” (FS), which drives “T2” (FS), and so on over 4 tasks, which drives “T7” (FS), which drives this',
  )
})

it('leaves a chain that is too long before its end, and says so', () => {
  const explanation = explainLast(row(longestChain))
  expect(explanation).toMatchObject({ isCut: true, causes: [] })
  expect(explanation?.steps).toHaveLength(longestChain)
  expect(explanation?.sentence).toMatch(/at the end of a chain of more than \d+ tasks$/)
})

it('stops where a chain runs into itself', () => {
  const explanation = explainLast([later('A', 'B'), later('B', 'A')])
  expect(explanation).toMatchObject({ isCut: true })
  expect(explanation?.steps.length).toBeLessThanOrEqual(4)
})

it('has nothing to say of a task that did not move', () => {
  const movement = createMovement({
    projectId: 'p',
    moves: [],
    tasks: [],
    links: [],
    calendars: [],
    assignments: [],
    resources: [],
  })
  expect(new Explainer(movement, []).explain('A', 'finish')).toBeNull()
})
