import { changeOperation } from '@throughline/contract'
import { FormatError, type ImportablePlan, type ImportableTask } from '@throughline/formats'
import { v5 as uuidOf } from 'uuid'
import { expect, test } from 'vitest'
import { batchesOf } from './batches.ts'

const namespace = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
const idOf = (key: string) => uuidOf(key, namespace)
const job = { projectName: null, fileName: 'Office move.xml' }

const taskOf = (key: string, values: Partial<ImportableTask> = {}): ImportableTask => ({
  key,
  parentKey: null,
  name: `Task ${key}`,
  notes: '',
  kind: 'task',
  durationMinutes: 480,
  calendarKey: null,
  startNoEarlierThan: null,
  percentComplete: 0,
  line: 1,
  ...values,
})

const documentOf = (values: Partial<ImportablePlan>): ImportablePlan => ({
  name: null,
  start: null,
  calendars: [],
  defaultCalendarKey: null,
  tasks: [],
  links: [],
  resources: [],
  assignments: [],
  warnings: [],
  ...values,
})

const many = (count: number) => Array.from({ length: count }, (_, index) => taskOf(String(index)))

test('the same document gives the same operations, cut the same way', () => {
  const document = documentOf({ tasks: many(120) })
  expect(batchesOf(document, job, idOf)).toEqual(batchesOf(document, job, idOf))
})

test('a batch has 50 to 1,000 operations, about ten batches a file', () => {
  const sizes = (count: number) =>
    batchesOf(documentOf({ tasks: many(count) }), job, idOf).list.map((list) => list.length)
  expect(sizes(120)).toEqual([50, 50, 20])
  expect(sizes(2_000)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(sizes(10_500)).toEqual([...Array.from({ length: 10 }, () => 1_000), 500])
})

test('what is named comes before what names it, and all of it passes the rules of changes', () => {
  const document = documentOf({
    calendars: [{ key: 'c', name: 'Nights', week: [[], [], [], [], [], [], [{ from: 0, to: 60 }]], exceptions: [] }],
    defaultCalendarKey: 'c',
    tasks: [taskOf('a'), taskOf('b', { parentKey: 'a', calendarKey: 'c', startNoEarlierThan: '2026-03-02T08:00' })],
    links: [],
    resources: [{ key: 'r', name: 'Crew', email: null, kind: 'work', calendarKey: 'c', maxUnits: 2 }],
    assignments: [{ taskKey: 'b', resourceKey: 'r', units: 0.5 }],
  })
  const operations = batchesOf(document, job, idOf).list.flat()
  expect(operations.map(({ op, entity }) => `${op} ${entity}`)).toEqual([
    'create calendar',
    'update project',
    'create task',
    'create task',
    'create resource',
    'create assignment',
  ])
  expect(operations.every((operation) => changeOperation.safeParse(operation).success)).toBe(true)
})

test('siblings keep their order', () => {
  const tasks = [taskOf('a'), taskOf('a1', { parentKey: 'a' }), taskOf('a2', { parentKey: 'a' }), taskOf('b')]
  const operations = batchesOf(documentOf({ tasks }), job, idOf).list.flat()
  const positions = operations.map((operation) => (operation.op === 'create' ? operation.values : null))
  expect(positions).toMatchObject([{ position: 1024 }, { position: 1024 }, { position: 2048 }, { position: 2048 }])
})

test('the project is named by who asked, else by the file, else by its name', () => {
  const nameOf = (name: string | null, projectName: string | null) =>
    batchesOf(documentOf({ name, tasks: many(1) }), { ...job, projectName }, idOf).project.name
  expect([nameOf('Plan', 'Mine'), nameOf('Plan', null), nameOf(null, null)]).toEqual(['Mine', 'Plan', 'Office move'])
})

test('what breaks the rules of changes is refused with its name', () => {
  const batches = () => batchesOf(documentOf({ tasks: [taskOf('a', { durationMinutes: -1 })] }), job, idOf)
  expect(batches).toThrow(FormatError)
  expect(batches).toThrow('The task “Task a” cannot be imported')
})

test('a file with nothing in it is refused', () => {
  expect(() => batchesOf(documentOf({}), job, idOf)).toThrow('neither tasks nor calendars')
})
