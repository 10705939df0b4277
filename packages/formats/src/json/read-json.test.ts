import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDocument } from '../../test-support/any-document.ts'
import { anyExtra } from '../../test-support/any-extra.ts'
import { bytesOf } from '../../test-support/bytes.ts'
import { PLAIN_ASSIGNMENT, PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from '../plain-document.ts'
import type { DocumentCalendar, PlanDocument } from '../plan-document.ts'
import { readJson } from './read-json.ts'
import { writeJson } from './write-json.ts'

const textOf = (document: PlanDocument) => [...writeJson(document)].join('')
const read = (text: string | Uint8Array, chunkSize = 50) => readJson(bytesOf(text, chunkSize))

const calendar: DocumentCalendar = {
  key: 'c',
  guid: null,
  name: 'Days',
  baseKey: null,
  week: Array.from({ length: 7 }, () => [{ from: 480, to: 960 }]),
  workWeeks: [],
  exceptions: [],
  extra: null,
}

const HOUSE: PlanDocument = {
  ...PLAIN_PLAN,
  name: 'House',
  start: '2026-03-02T08:00',
  calendars: [calendar],
  defaultCalendarKey: 'c',
  customFields: [{ key: 'Text1', name: 'Region', type: 'text' }],
  baselines: [{ number: 0, name: 'Baseline' }],
  tasks: [
    { ...PLAIN_TASK, key: '1', name: 'Walls', line: 7 },
    { ...PLAIN_TASK, key: '2', parentKey: '1', name: 'Bricks', customFields: { Text1: 'North' }, line: 9 },
    { ...PLAIN_TASK, key: '3', parentKey: '1', name: 'Plaster', line: 0 },
  ],
  links: [
    {
      ...{ key: '2/3/FS', predecessorKey: '2', successorKey: '3', type: 'FS', lagMinutes: 0, lagUnit: 'working' },
      ...{ extra: null, line: 0 },
    },
  ],
  resources: [{ ...PLAIN_RESOURCE, key: 'r', name: 'Ann' }],
  assignments: [{ ...PLAIN_ASSIGNMENT, key: '3/r', taskKey: '3', resourceKey: 'r' }],
  warnings: [{ line: 3, message: 'Something is left out.' }],
  faults: [
    {
      ...{ entity: 'task', key: '2', field: 'durationMinutes', text: 'soonish', message: 'is not understood' },
      ...{ line: 9, column: 4 },
    },
  ],
}

interface Rows {
  readonly [list: string]: Readonly<Record<string, unknown>>
}

/** The house, with values put instead into the last row of lists, or into the plan. */
function houseWith(changes: Rows): string {
  const whole = JSON.parse(textOf(HOUSE))
  for (const [part, values] of Object.entries(changes)) {
    Object.assign(Array.isArray(whole[part]) ? whole[part].at(-1) : whole[part], values)
  }
  return JSON.stringify(whole, null, 1)
}

describe('a plan in JSON', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument({ extra: () => anyExtra }), async (document) => {
        expect(await read(textOf(document))).toEqual(document)
      }),
    )
  })

  it('has every row in a line of its own, and is JSON', () => {
    const lines = textOf(HOUSE).split('\n')
    expect(lines[0]).toBe('{"format":"throughline-plan","version":1,')
    expect(lines.filter((line) => line.startsWith('{"key":'))).toHaveLength(7)
    expect(JSON.parse(lines.join('\n'))).toMatchObject({ plan: { name: 'House' }, faults: [{ key: '2' }] })
  })

  it('is read however its lines are broken and its rows are ordered', async () => {
    const { format, version, plan, ...lists } = JSON.parse(textOf(HOUSE))
    const turned = { format, version, ...Object.fromEntries(Object.entries(lists).reverse()), plan }
    const read1 = await read(JSON.stringify(turned))
    const read2 = await read(`\ufeff${JSON.stringify(turned, null, '\t').replaceAll('\n', '\r\n')}`)
    const placed = ({ tasks, links }: PlanDocument) => ({
      tasks: tasks.map(({ line: _, ...task }) => task),
      links: links.length,
    })
    expect({ ...read1, ...placed(read1) }).toEqual({ ...HOUSE, ...placed(HOUSE) })
    expect({ ...read2, ...placed(read2) }).toEqual({ ...HOUSE, ...placed(HOUSE) })
  })

  it('places a row that says no line of its own in the line that it has here', async () => {
    const { tasks, links } = await read(textOf(HOUSE))
    expect(tasks.map(({ line }) => line)).toEqual([7, 9, 9])
    expect(links.map(({ line }) => line)).toEqual([12])
  })

  it('tells how much of it has been read', async () => {
    const told: unknown[] = []
    const text = textOf(HOUSE)
    await readJson(bytesOf(text), { onProgress: (progress) => told.push(progress) })
    expect(told.at(-1)).toEqual({ bytes: new TextEncoder().encode(text).length, tasks: 3 })
  })
})

describe('a file that is not such a plan', () => {
  it.each([
    ['{"schema":"network/1"}', 11, 'not a plan of Throughline'],
    ['{"format":"other","version":1}', 11, 'not a plan of Throughline'],
    ['{"format":["throughline-plan"]}', 12, 'not a plan of Throughline'],
    ['{"format":"throughline-plan","plan":{}}', 37, 'version of the format does not follow'],
    ['{"format":"throughline-plan","version":2,"sheets":[]}', 40, 'version 2 of the format, and only version 1'],
    ['{"format":"throughline-plan","version":1,"sheets":[]}', 0, 'no part “plan”'],
    ['{"format":"throughline-plan","version":1,"sheets":[1]}', 52, 'A plan has no part “sheets”'],
    ['{"format":"throughline-plan","version":1,"tasks":{}}', 50, 'tasks is not a list'],
    ['{"format":"throughline-plan","version":1,"plan":[1]}', 50, 'plan is a list'],
    ['{"format":"throughline-plan"}', 0, 'no part “version”'],
    ['{}', 0, 'not a plan of Throughline'],
    ['', 0, 'empty'],
  ])('is refused: %j', async (text, column, message) => {
    await expect(read(text)).rejects.toMatchObject({
      ...{ name: 'FormatError', line: 1, column, message: expect.stringContaining(message) },
    })
  })

  it('is refused when it is no text', async () => {
    await expect(read(new Uint8Array([0x7b, 0xff, 0xfe, 0x80]))).rejects.toThrow('not text in utf-8')
  })
})

describe('a row that cannot be read', () => {
  it.each([
    ['plan', { minutesPerDay: 'eight' }, 'plan.minutesPerDay must be number, and is "eight"'],
    ['plan', { defaultCalendarKey: 'x' }, 'plan.defaultCalendarKey: “x” is not in the file'],
    ['plan', { options: { criticalBy: 'luck' } }, 'plan.options.criticalBy'],
    ['calendars', { week: [[]] }, 'calendars[0].week'],
    ['calendars', { baseKey: 'c' }, 'calendars[0].baseKey: the bases of the calendar run in a circle'],
    ['tasks', { durationMinutes: undefined }, 'tasks[2].durationMinutes is missing'],
    ['tasks', { colour: 'red' }, 'tasks[2].colour is not known here'],
    ['tasks', { guid: 'A' }, 'tasks[2].guid must be a UUID in lower case'],
    ['tasks', { deadline: '2026-02-30T08:00' }, 'tasks[2].deadline must be a date with a time'],
    ['tasks', { constraint: { kind: 'mustStartOn', date: null } }, 'tasks[2].constraint.date is missing'],
    ['tasks', { key: '2' }, 'tasks[2].key: “2” is the key of a row before it'],
    ['tasks', { parentKey: '3' }, 'tasks[2].parentKey: “3” is no task that stands before this one'],
    ['tasks', { calendarKey: 'x' }, 'tasks[2].calendarKey: “x” is not in the file'],
    ['tasks', { customFields: { Text2: '' } }, 'tasks[2].customFields: “Text2” is no custom field'],
    ['tasks', { extra: { format: 'mspdi', nodes: [['A', [['B', 1]]]] } }, 'tasks[2].extra must be what a format says'],
    ['links', { type: 'XX' }, 'links[0].type'],
    ['links', { predecessorKey: '9' }, 'links[0].predecessorKey: “9” is not in the file'],
    ['links', { successorKey: '2' }, 'The links run in a circle'],
    ['resources', { calendarKey: 'x' }, 'resources[0].calendarKey: “x” is not in the file'],
    ['assignments', { taskKey: 'x' }, 'assignments[0].taskKey: “x” is not in the file'],
    ['assignments', { resourceKey: 'x' }, 'assignments[0].resourceKey: “x” is not in the file'],
  ])('of %s is named, with its line: %j', async (part, values, message) => {
    const text = houseWith({ [part]: values })
    const error = await read(text).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'FormatError', message: expect.stringContaining(message) })
    const { line } = error as { line: number }
    const lines = text.split('\n')
    const begins = lines.slice(0, line).findLastIndex((each) => each.startsWith(` "${part}"`))
    if (part !== 'plan') expect(lines.slice(begins, line).some((each) => each.startsWith(' ]'))).toBe(false)
    expect(part === 'plan' || begins > 0).toBe(true)
  })

  it('has no two baselines of one number', async () => {
    const dates = { start: '2026-03-02T08:00', finish: '2026-03-02T17:00' }
    const baseline = { number: 0, ...dates, durationMinutes: 480, workMinutes: 0, costMinor: 0 }
    const text = houseWith({ tasks: { baselines: [baseline, baseline] } })
    await expect(read(text)).rejects.toThrow('tasks[2].baselines: two of them have one number')
  })
})
