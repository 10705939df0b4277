import { randomUUID } from 'node:crypto'
import {
  type ChangeOperation,
  type DateField,
  type LinkType,
  NotFoundError,
  type Why,
  why,
} from '@throughline/contract'
import { expect } from 'vitest'
import { openStore, type Store } from '../../changes/testing/store.ts'
import { createProject } from '../../projects/create-project.ts'
import { getProject } from '../../projects/read-projects.ts'
import { ScheduleMemory } from '../../recompute/schedule-memory.ts'
import { explainMoves } from '../explain-moves.ts'
import { getWhy } from '../get-why.ts'
import { recompute } from './recompute.ts'

/** A plan whose tasks go by their names, in a database. */
export interface NamedPlan {
  projectId: string
  store: Store
  idOf(name: string): string
  task(name: string, days?: number, values?: object): ChangeOperation
  link(from: string, to: string, type?: LinkType, lagDays?: number): ChangeOperation
  patch(name: string, patch: object): ChangeOperation
  remove(name: string): ChangeOperation
  setStart(startsAt: string): ChangeOperation
  /** Applies operations and answers the revision. */
  change(...operations: ChangeOperation[]): Promise<number>
  recompute: () => ReturnType<typeof recompute>
  why(name: string, field?: DateField): Promise<Why>
  /** Null: the task is deleted. */
  whyOf(name: string, field: DateField): Promise<Why | null>
  revisions(): Promise<{ inputRevision: number; computedRevision: number }>
  sentences(runId: string, ...names: string[]): Promise<Map<string, string>>
}

/** What is answered of what is remembered has to be what is answered of what is read. */
export async function alike<Answer>(
  schedules: ScheduleMemory,
  ask: (schedules: ScheduleMemory) => Promise<Answer>,
): Promise<Answer> {
  const answer = await ask(schedules)
  expect(await ask(new ScheduleMemory(0))).toEqual(answer)
  return answer
}

/** Monday 2 March 2026 at eight; a task lasts a day. */
export async function createNamedPlan(store: Store): Promise<NamedPlan> {
  const { admin, run } = store
  const project = await run(admin, (transaction) =>
    createProject(transaction, admin, { name: 'Plan', startsAt: '2026-03-02T08:00' }),
  )
  const ids = new Map<string, string>()
  const idOf = (name: string): string => {
    const id = ids.get(name) ?? randomUUID()
    ids.set(name, id)
    return id
  }
  const schedules = new ScheduleMemory(1_000)
  const linkName = (from: string, to: string) => `${from}>${to}`
  const ask = async (name: string, field: DateField) => {
    const given = { taskId: idOf(name), field }
    const address = (workflowId: string) => `http://temporal/${workflowId}`
    const by = (schedules: ScheduleMemory) =>
      run(admin, (transaction) => getWhy(transaction, admin, given, { address, schedules }))
    return why.parse(await alike(schedules, by))
  }
  return {
    projectId: project.id,
    store,
    idOf,
    task: (name, days = 1, values = {}) => ({
      op: 'create',
      entity: 'task',
      id: idOf(name),
      values: { name, durationMinutes: days * 480, ...values },
    }),
    link: (from, to, type = 'FS', lagDays = 0) => ({
      op: 'create',
      entity: 'link',
      id: idOf(linkName(from, to)),
      values: { predecessorId: idOf(from), successorId: idOf(to), type, lagMinutes: lagDays * 480 },
    }),
    patch: (name, patch) => ({ op: 'update', entity: name.includes('>') ? 'link' : 'task', id: idOf(name), patch }),
    remove: (name) => ({ op: 'delete', entity: name.includes('>') ? 'link' : 'task', id: idOf(name) }),
    setStart: (startsAt) => ({ op: 'update', entity: 'project', id: project.id, patch: { startsAt } }),
    change: async (...operations) => (await store.change(operations, { projectId: project.id })).revision,
    recompute: () => recompute(store, project.id),
    why: (name, field = 'finish') => ask(name, field),
    whyOf: (name, field) =>
      ask(name, field).catch((error) => {
        if (error instanceof NotFoundError) return null
        throw error
      }),
    revisions: async () => {
      const { inputRevision, computedRevision } = await run(admin, (transaction) =>
        getProject(transaction, admin, project.id),
      )
      return { inputRevision, computedRevision }
    },
    sentences: (runId, ...names) =>
      run(admin, (transaction) => explainMoves(transaction, project.id, runId, names.map(idOf))),
  }
}

export { openStore, type Store }
