import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { rowsOfXer } from '../../test-support/read-back.ts'
import { projectText } from '../../test-support/xer.ts'
import { PLAIN_ASSIGNMENT, PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from '../plain-document.ts'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import { STANDARD_WEEK } from '../standard-calendars.ts'
import { readXer } from './read-xer.ts'
import { writeXer } from './write/write-xer.ts'

const bytes = (document: PlanDocument) => Buffer.concat([...writeXer(document)])
const text = (document: PlanDocument) => bytes(document).toString('latin1')
const read = (content: string | Uint8Array) => readXer(bytesOf(content, 5_000))

const rowsOf = (document: PlanDocument, table: string) => rowsOfXer(bytes(document), table)

/** Labels of the fields of our own that a file has. */
const ownFields = async (document: PlanDocument) =>
  (await rowsOf(document, 'UDFTYPE')).flatMap(({ table_name, udf_type_label = '' }) =>
    udf_type_label.startsWith('Throughline: ') ? [`${table_name} ${udf_type_label.slice(13)}`] : [],
  )

const task = (key: string, more: Partial<DocumentTask> = {}): DocumentTask => ({
  ...PLAIN_TASK,
  key,
  name: `Task ${key}`,
  line: 1,
  ...more,
})

const plan = (more: Partial<PlanDocument> = {}): PlanDocument => ({
  ...PLAIN_PLAN,
  name: 'Plant',
  start: '2026-03-02T08:00',
  calendars: [
    {
      key: '1',
      guid: null,
      name: 'Weekdays',
      baseKey: null,
      week: STANDARD_WEEK,
      workWeeks: [],
      exceptions: [],
      extra: null,
    },
  ],
  defaultCalendarKey: '1',
  tasks: [],
  links: [],
  resources: [],
  assignments: [],
  warnings: [],
  ...more,
})

describe('a plan as XER', () => {
  it('is lines of cells between ERMHDR and %E, in Windows-1252', () => {
    const content = text(plan({ name: 'Werk 1 – “Süd”', tasks: [task('1', { name: 'Beton\t½' })] }))
    const lines = content.split('\r\n')
    expect(lines[0]).toBe(
      'ERMHDR\t19.12\t2026-03-02\tProject\tthroughline\tThroughline\tdbxDatabaseNoName\tProject Management\tUSD',
    )
    expect(lines.slice(-2)).toEqual(['%E', ''])
    expect(content).not.toMatch(/[^\r]\n/)
    expect(content).toContain('Werk 1 \x96 \x93S\xfcd\x94')
    expect(content).toContain('Beton \xbd')
  })

  it('has what Primavera has no characters for as question marks, and reads back as it was', async () => {
    const document = plan({ tasks: [task('1', { name: '測試 "x"', notes: '測試' })] })
    expect(text(document)).toContain('\t?? ""x""\t')
    expect((await read(bytes(document))).tasks[0]).toMatchObject({ name: '測試 "x"', notes: '測試' })
  })

  it('is not taken for UTF-8', async () => {
    const document = plan({ tasks: [task('1', { name: 'Ã¼ber' })] })
    expect((await read(bytes(document))).tasks[0]?.name).toBe('Ã¼ber')
  })

  it('numbers what has no number, and gives codes', async () => {
    const document = plan({
      tasks: [
        task('a', { wbs: '1' }),
        task('b', { parentKey: 'a', wbs: 'X' }),
        task('c', { parentKey: 'a', wbs: 'X' }),
        task('d'),
      ],
      links: [
        {
          key: '',
          predecessorKey: 'b',
          successorKey: 'd',
          type: 'SS',
          lagMinutes: 90,
          lagUnit: 'working',
          extra: null,
          line: 1,
        },
      ],
    })
    expect(await rowsOf(document, 'PROJWBS')).toMatchObject([
      { wbs_id: '5', proj_node_flag: 'Y', wbs_name: 'Plant' },
      { wbs_id: '4', wbs_short_name: '1', parent_wbs_id: '5' },
    ])
    expect(await rowsOf(document, 'TASK')).toMatchObject([
      { task_id: '1', wbs_id: '4', task_code: 'X' },
      { task_id: '2', wbs_id: '4', task_code: 'X-2' },
      { task_id: '3', wbs_id: '5', task_code: 'A1030' },
    ])
    expect(await rowsOf(document, 'TASKPRED')).toMatchObject([
      { task_id: '3', pred_task_id: '1', pred_type: 'PR_SS', lag_hr_cnt: '1.5' },
    ])
    expect((await read(bytes(document))).tasks.map(({ wbs }) => wbs)).toEqual(['1', 'X', 'X', ''])
  })

  it('says of a plain plan nothing in fields of our own but how it is written', async () => {
    const document = await read(
      bytes(
        plan({
          currency: 'USD',
          options: { ...(await read(projectText([]))).options, criticalFloatMinutes: 0 },
          statusDate: '2026-03-02T08:00',
          tasks: [
            task('1', { effortType: 'fixedDuration' }),
            task('2', { kind: 'milestone', pointAt: 'finish', durationMinutes: 0, effortType: 'fixedDuration' }),
          ],
          resources: [{ ...PLAIN_RESOURCE, key: '1', name: 'Ann' }],
          assignments: [{ ...PLAIN_ASSIGNMENT, key: '1/1', taskKey: '1', resourceKey: '1', drivesDuration: false }],
        }),
      ),
    )
    expect(await ownFields(document)).toEqual(['PROJECT conventions'])
  })
})

describe('what Primavera has no place for', () => {
  it('is put as near as possible, and reads back', async () => {
    const tasks = [
      task('1', { isElapsed: true, durationMinutes: 4_320 }),
      task('2', { manual: { start: '2026-03-04T08:00', finish: null } }),
      task('3', { deadline: '2026-03-09T17:00', constraint: { kind: 'startNoEarlierThan', date: '2026-03-03T08:00' } }),
      task('4', { splits: [{ afterMinutes: 240, gapMinutes: 480 }] }),
      task('5', { deadline: '2026-03-09T17:00' }),
    ]
    const document = plan({ tasks })
    expect(await rowsOf(document, 'TASK')).toMatchObject([
      { clndr_id: '3', target_drtn_hr_cnt: '72' },
      { cstr_type: 'CS_MANDSTART', cstr_date: '2026-03-04 08:00' },
      { cstr_type: 'CS_MSOA', cstr_type2: 'CS_MEOB', cstr_date2: '2026-03-09 17:00' },
      { target_drtn_hr_cnt: '16' },
      { cstr_type: 'CS_MEOB', cstr_date: '2026-03-09 17:00' },
    ])
    const back = await read(bytes(document))
    expect(back.calendars.map(({ name }) => name)).toEqual(['Weekdays'])
    expect(
      back.tasks.map(({ key, isElapsed, manual, deadline, constraint, splits, durationMinutes, calendarKey }) => {
        return { key, isElapsed, manual, deadline, constraint, splits, durationMinutes, calendarKey }
      }),
    ).toEqual(
      tasks.map(({ key, isElapsed, manual, deadline, constraint, splits, durationMinutes, calendarKey }) => {
        return { key, isElapsed, manual, deadline, constraint, splits, durationMinutes, calendarKey }
      }),
    )
  })

  it('has links of summaries at their ends', async () => {
    const link = (predecessorKey: string, successorKey: string) => {
      return {
        key: `${predecessorKey}/${successorKey}/FS`,
        predecessorKey,
        successorKey,
        type: 'FS' as const,
        lagMinutes: 0,
        lagUnit: 'working' as const,
        extra: null,
        line: 1,
      }
    }
    const document = plan({
      tasks: [task('wbs-9'), ...['1', '2', '3'].map((key) => task(key, { parentKey: 'wbs-9' })), task('4')],
      links: [link('1', '2'), link('wbs-9', '4')],
    })
    const pairs = (await rowsOf(document, 'TASKPRED')).map(({ pred_task_id, task_id }) => `${pred_task_id}>${task_id}`)
    expect(pairs).toEqual(['1>2', '2>4', '3>4'])
    expect((await read(bytes(document))).links.map(({ key }) => key)).toEqual(['1/2/FS', 'wbs-9/4/FS'])
    const edited = text(document)
      .split('\r\n')
      .filter((line) => !/^%R\t\d+\t4\t3\t/.test(line))
      .join('\r\n')
    expect((await read(edited)).links.map(({ key }) => key)).toEqual(['1/2/FS', '2/4/FS'])
  })

  it('is left alone when somebody has made something else of it', async () => {
    const document = plan({ tasks: [task('1', { priority: 640, isEstimated: true })] })
    const edited = text(document).replace('\t640\t', '\t6400\t').replace('\ttrue\t', '\t"really\t')
    expect((await read(edited)).tasks[0]).toMatchObject({ priority: 700, isEstimated: false })
  })

  it('is told of where it is lost', () => {
    const document = plan({
      tasks: [task('1'), task('2', { parentKey: '1' })],
      resources: [{ ...PLAIN_RESOURCE, key: '1', name: 'Ann' }],
      assignments: [{ ...PLAIN_ASSIGNMENT, key: '1/1', taskKey: '1', resourceKey: '1' }],
    })
    const warnings: string[] = []
    for (const _ of writeXer(document, { onWarning: (message) => warnings.push(message) }));
    expect(warnings).toEqual(['1 assignments of summaries are left out: Primavera has them of activities.'])
  })
})

describe('calendars', () => {
  it('are written with what comes back, and what they inherit, day by day', async () => {
    const [base] = plan().calendars
    if (base === undefined) throw new Error('there is a calendar')
    const yearly = { kind: 'yearly-day', month: 5, day: 1 } as const
    const document = plan({
      calendars: [
        { ...base, exceptions: [{ from: '2020-01-01', to: '2040-12-31', shifts: [], recurs: yearly }] },
        { ...base, key: '2', baseKey: '1', week: [null, null, [{ from: 1320, to: 1800 }], null, null, null, null] },
      ],
    })
    const back = await read(bytes(document))
    const [first, second] = back.calendars
    expect(first?.exceptions.map(({ from }) => from)).toEqual(['2026-05-01', '2028-05-01'])
    expect(second).toMatchObject({ baseKey: null })
    expect(second?.week.slice(2, 4)).toEqual([
      [{ from: 1320, to: 1440 }],
      [
        { from: 0, to: 360 },
        { from: 480, to: 720 },
        { from: 780, to: 1020 },
      ],
    ])
    expect(second?.exceptions.map(({ from }) => from)).toEqual(['2026-05-01', '2028-05-01'])
  })

  it('keep a base that has but a week and days', async () => {
    const [base] = plan().calendars
    if (base === undefined) throw new Error('there is a calendar')
    const document = plan({
      calendars: [
        { ...base, exceptions: [{ from: '2026-12-24', to: '2026-12-26', shifts: [] }] },
        { ...base, key: '2', baseKey: '1' },
      ],
    })
    expect(await rowsOf(document, 'CALENDAR')).toMatchObject([
      { clndr_type: 'CA_Base' },
      { clndr_type: 'CA_Project', base_clndr_id: '1', proj_id: '1' },
    ])
    const back = await read(bytes(document))
    expect(back.calendars[0]?.exceptions).toHaveLength(3)
    expect(back.calendars[1]).toMatchObject({ baseKey: '1', exceptions: [] })
  })
})
