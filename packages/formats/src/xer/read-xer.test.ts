import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { projectText, xerText } from '../../test-support/xer.ts'
import { FormatError } from '../format-error.ts'
import { planOf } from '../plan-of.ts'
import { readXer } from './read-xer.ts'

const read = (text: string | Uint8Array, chunkSize?: number) => readXer(bytesOf(text, chunkSize))
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

async function failure(text: string): Promise<FormatError> {
  const error = await read(text).catch((reason: unknown) => reason)
  if (error instanceof FormatError) return error
  throw new Error(`expected a FormatError, got ${error}`)
}

describe('an XER file', () => {
  it('becomes a plan document', async () => {
    const text = projectText(
      [
        { task_id: 1, task_code: 'A', task_name: 'Dig', target_drtn_hr_cnt: 16, remain_drtn_hr_cnt: 16, clndr_id: 7 },
        { task_id: 2, task_code: 'B', task_name: 'Dug', task_type: 'TT_FinMile', wbs_id: 11 },
      ],
      [{ task_id: 2, pred_task_id: 1, pred_type: 'PR_FF', lag_hr_cnt: -4 }],
      {
        PROJWBS: [
          { wbs_id: 10, proj_id: 1, proj_node_flag: 'Y', wbs_name: 'New plant' },
          { wbs_id: 11, proj_id: 1, proj_node_flag: 'N', parent_wbs_id: 10, seq_num: 2, wbs_name: 'Ground' },
          { wbs_id: 12, proj_id: 1, proj_node_flag: 'N', parent_wbs_id: 10, seq_num: 1, wbs_name: 'Nothing' },
        ],
        RSRC: [{ rsrc_id: 5, rsrc_name: 'Ann', rsrc_type: 'RT_Labor', clndr_id: 7, def_qty_per_hr: 1 }],
        TASKRSRC: [{ proj_id: 1, task_id: 1, rsrc_id: 5, target_qty_per_hr: 0.5, target_qty: 8, remain_qty: 8 }],
      },
    )
    const document = await read(text)
    expect(document).toMatchObject({
      name: 'New plant',
      start: '2026-03-02T08:00',
      statusDate: '2026-03-03T08:00',
      defaultCalendarKey: '7',
      minutesPerDay: 480,
      warnings: [],
    })
    expect(document.tasks).toMatchObject([
      { key: '1', parentKey: null, name: 'Dig', durationMinutes: 960, calendarKey: '7' },
      { key: 'wbs-11', parentKey: null, name: 'Ground' },
      { key: '2', parentKey: 'wbs-11', kind: 'milestone', durationMinutes: 0 },
    ])
    expect(document.links).toMatchObject([{ predecessorKey: '1', successorKey: '2', type: 'FF', lagMinutes: -240 }])
    expect(document.resources).toMatchObject([{ key: '5', name: 'Ann', kind: 'work', calendarKey: '7' }])
    expect(document.assignments).toMatchObject([{ taskKey: '1', resourceKey: '5', units: 0.5, workMinutes: 480 }])
    expect(planOf(document).tasks).toHaveLength(3)
  })

  it('is in Windows-1252 unless it is UTF-8, however it is cut', async () => {
    const text = projectText([{ task_id: 1, task_name: 'Übung ½' }])
    for (const bytes of [latin1(text), new TextEncoder().encode(text)]) {
      for (const size of [7, 100_000]) expect((await read(bytes, size)).tasks[0]?.name).toBe('Übung ½')
    }
  })

  it('of several projects has its biggest one read', async () => {
    const task = { proj_id: 2, status_code: 'TK_NotStart' }
    const text = xerText({
      PROJECT: [
        { proj_id: 1, proj_short_name: 'Small', export_flag: 'Y' },
        { proj_id: 2, proj_short_name: 'Big', export_flag: 'Y' },
      ],
      TASK: [
        { ...task, task_id: 1 },
        { ...task, task_id: 2 },
        { ...task, task_id: 3, proj_id: 1 },
      ],
      TASKPRED: [{ proj_id: 2, task_id: 1, pred_task_id: 3, pred_type: 'PR_FS' }],
    })
    const document = await read(text)
    expect(document.name).toBe('Big')
    expect(document.tasks).toHaveLength(2)
    expect(document.links).toEqual([])
    expect(document.warnings.map(({ message }) => message)).toEqual([
      'The file has 2 projects; only “Big” is read.',
      'A link from another project, or of an unknown type, is left out.',
    ])
  })
})

describe('resources', () => {
  it.each([
    ['itself', 5, 5],
    ['each other', 6, 5],
  ])('may stand above %s', async (_what, first, second) => {
    const rows = [
      { rsrc_id: 5, parent_rsrc_id: first, rsrc_name: 'Ann', rsrc_type: 'RT_Labor' },
      { rsrc_id: 6, parent_rsrc_id: second, rsrc_name: 'Bob', rsrc_type: 'RT_Labor' },
    ]
    const assignments = rows.map(({ rsrc_id }) => ({ proj_id: 1, task_id: 1, rsrc_id, target_qty: 8 }))
    const { resources } = await read(projectText([{ task_id: 1 }], [], { RSRC: rows, TASKRSRC: assignments }))
    expect(resources.map(({ name }) => name)).toEqual(['Ann', 'Bob'])
  })
})

describe('how Primavera schedules', () => {
  it('is told by the schedule options', async () => {
    const text = projectText([{ task_id: 1 }], [], {
      SCHEDOPTIONS: [
        {
          proj_id: 1,
          sched_retained_logic: 'N',
          sched_progress_override: 'Y',
          sched_float_type: 'FT_SF',
          sched_calendar_on_relationship_lag: 'rcal_24hr',
          sched_open_critical_flag: 'Y',
        },
      ],
    })
    expect((await read(text)).options).toEqual({
      honorsConstraints: false,
      statusDateMovesWork: true,
      startBindsAll: true,
      semantics: 'primavera',
      honorsProjectFinish: false,
      criticalFloatMinutes: 480,
      criticalBy: 'totalFloat',
      hasMultipleCriticalPaths: true,
      totalFloatBy: 'start',
      lagCalendar: 'aroundTheClock',
      outOfSequence: 'progressOverride',
    })
  })

  it('is retained logic, finish float and the lag calendar of the predecessor without them', async () => {
    const { options } = await read(projectText([{ task_id: 1 }]))
    expect(options).toMatchObject({
      lagCalendar: 'predecessor',
      outOfSequence: 'retainedLogic',
      totalFloatBy: 'finish',
    })
  })
})

describe('tasks', () => {
  it('may be under way or complete', async () => {
    const { tasks } = await read(
      projectText([
        {
          task_id: 1,
          status_code: 'TK_Active',
          act_start_date: '2026-03-02 08:00',
          target_drtn_hr_cnt: 40,
          remain_drtn_hr_cnt: 30,
          resume_date: '2026-03-04 08:00',
        },
        {
          task_id: 2,
          status_code: 'TK_Complete',
          act_start_date: '2026-03-02 08:00',
          act_end_date: '2026-03-02 17:00',
          target_drtn_hr_cnt: 4,
          remain_drtn_hr_cnt: 0,
        },
      ]),
    )
    expect(tasks).toMatchObject([
      {
        durationMinutes: 2280,
        percentComplete: 25,
        progress: { actualStart: '2026-03-02T08:00', actualFinish: null, doneMinutes: 480, resume: '2026-03-04T08:00' },
      },
      { durationMinutes: 240, percentComplete: 100, progress: { actualFinish: '2026-03-02T17:00', doneMinutes: 240 } },
    ])
  })

  it.each([
    ['CS_MSO', 'mustStartOn'],
    ['CS_MSOA', 'startNoEarlierThan'],
    ['CS_MSOB', 'startNoLaterThan'],
    ['CS_MEO', 'mustFinishOn'],
    ['CS_MEOA', 'finishNoEarlierThan'],
    ['CS_MEOB', 'finishNoLaterThan'],
    ['CS_MANDSTART', 'mustStartOn'],
    ['CS_MANDFIN', 'mustFinishOn'],
  ])('with %s have the constraint %s', async (type, kind) => {
    const { tasks } = await read(projectText([{ task_id: 1, cstr_type: type, cstr_date: '2026-03-05 08:00' }]))
    const mandatory = type.startsWith('CS_MAND') ? { isMandatory: true } : {}
    expect(tasks[0]?.constraint).toEqual({ kind, date: '2026-03-05T08:00', ...mandatory })
  })

  it('may be as late as possible', async () => {
    const { tasks } = await read(projectText([{ task_id: 1, cstr_type: 'CS_ALAP' }]))
    expect(tasks[0]?.constraint).toEqual({ kind: 'asLateAsPossible', date: null })
  })

  it('with a second constraint have it as a deadline if it caps the finish', async () => {
    const first = { cstr_type: 'CS_MSOA', cstr_date: '2026-03-05 08:00' }
    const { tasks, warnings } = await read(
      projectText([
        { task_id: 1, task_code: 1, ...first, cstr_type2: 'CS_MEOB', cstr_date2: '2026-03-09 17:00' },
        { task_id: 2, task_code: 2, ...first, cstr_type2: 'CS_MSOB', cstr_date2: '2026-03-09 17:00' },
      ]),
    )
    expect(tasks).toMatchObject([
      { constraint: { kind: 'startNoEarlierThan' }, deadline: '2026-03-09T17:00' },
      { constraint: { kind: 'startNoEarlierThan' }, deadline: null },
    ])
    expect(warnings).toHaveLength(1)
  })

  it('that span others keep their dates and have no links', async () => {
    const dates = { early_start_date: '2026-03-03 08:00', early_end_date: '2026-03-20 17:00' }
    const { tasks, links, warnings } = await read(
      projectText([{ task_id: 1 }, { task_id: 2, task_type: 'TT_LOE', ...dates }], [{ task_id: 2, pred_task_id: 1 }]),
    )
    expect(tasks[1]?.manual).toEqual({ start: '2026-03-03T08:00', finish: '2026-03-20T17:00' })
    expect(links).toEqual([])
    expect(warnings[0]?.message).toMatch(/level of effort/)
  })
})

describe('a file that is not right', () => {
  it.each([
    ['is empty', '', /empty/, 1],
    ['is something else', '<Project/>', /does not begin with ERMHDR/, 1],
    ['has no project', 'ERMHDR\t19\r\n%E', /no project/, 1],
    ['has a row without a table', 'ERMHDR\t19\n%R\t1', /before the table/, 2],
    ['has a table without columns', 'ERMHDR\t19\n%T\tTASK\n%R\t1', /does not name its columns/, 3],
    [
      'has a bad date',
      projectText([{ task_id: 1, early_start_date: '2026-02-30 08:00' }]),
      /early_start_date should be a date/,
      null,
    ],
    [
      'has a bad number',
      projectText([{ task_id: 1, target_drtn_hr_cnt: 'long' }]),
      /target_drtn_hr_cnt should be a number/,
      null,
    ],
    ['has a task without a key', projectText([{ task_name: 'x' }]), /task_id is missing/, null],
    [
      'links in a circle',
      projectText(
        [{ task_id: 1 }, { task_id: 2 }],
        [
          { task_id: 1, pred_task_id: 2 },
          { task_id: 2, pred_task_id: 1 },
        ],
      ),
      /circle/,
      null,
    ],
  ])('%s', async (_what, text, message, line) => {
    const error = await failure(text)
    expect(error.message).toMatch(message)
    if (line !== null) expect(error.line).toBe(line)
  })

  it('has calendars that cannot be read', async () => {
    const calendars = [
      { clndr_id: 7, clndr_name: 'Broken', clndr_data: '(0||CalendarData(', base_clndr_id: 8 },
      {
        clndr_id: 8,
        clndr_name: 'Idle',
        clndr_data: '(0||CalendarData()((0||DaysOfWeek()((0||1()())))))',
        base_clndr_id: 7,
      },
    ]
    const document = await read(projectText([{ task_id: 1 }], [], { CALENDAR: calendars }))
    expect(document.calendars.map(({ baseKey }) => baseKey)).toEqual([null, null])
    expect(document.calendars[1]?.week[0]).toHaveLength(2)
    expect(document.warnings.map(({ message }) => message)).toEqual([
      'Calendar “Broken” cannot be read; the standard week stands in.',
      'Calendar “Idle” has no working time in its week; the standard week stands in.',
    ])
  })
})
