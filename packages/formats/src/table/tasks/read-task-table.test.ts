import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../../test-support/bytes.ts'
import type { DocumentCalendar, PlanDocument } from '../../plan-document.ts'
import { STANDARD_WEEK } from '../../standard-calendars.ts'
import { readTaskTable, type TaskTableOptions } from './read-task-table.ts'

function read(rows: readonly string[], options: Partial<TaskTableOptions> = {}): Promise<PlanDocument> {
  return readTaskTable(bytesOf(rows.join('\n'), 1_000), { format: 'csv', ...options })
}

const calendar = (key: string, name: string, baseKey: string | null = null): DocumentCalendar => ({
  ...{ key, name, baseKey, guid: null, week: STANDARD_WEEK, workWeeks: [], exceptions: [], extra: null },
})

describe('the tasks of a table', () => {
  it('are what their cells say', async () => {
    const { tasks } = await read([
      [
        ...['Name;Duration;Deadline;Constraint type;Constraint date;Mandatory constraint;Priority;Active'],
        ...[
          'Effort type;Effort driven;Leveling delay;GUID;Optimistic duration;Most likely duration;Pessimistic duration',
        ],
      ].join(';'),
      'A;1,5d?;2026-05-04;Muss enden am;2026-05-03;yes;hoch;no;Fixed work;yes;1ed;{550E8400-E29B-41D4-A716-446655440000};1d;2d;3d',
      'B;2ew;;ALAP;;;;;;;;;;;',
    ])
    expect(tasks).toMatchObject([
      {
        durationMinutes: 720,
        durationUnit: 'days',
        isEstimated: true,
        deadline: '2026-05-04T17:00',
        constraint: { kind: 'mustFinishOn', date: '2026-05-03T17:00', isMandatory: true },
        priority: 600,
        isActive: false,
        effortType: 'fixedWork',
        isEffortDriven: true,
        levelingDelayMinutes: 1440,
        guid: '550e8400-e29b-41d4-a716-446655440000',
        estimate: { optimisticMinutes: 480, mostLikelyMinutes: 960, pessimisticMinutes: 1440 },
      },
      {
        durationMinutes: 20_160,
        durationUnit: 'weeks',
        isElapsed: true,
        constraint: { kind: 'asLateAsPossible', date: null },
        priority: 500,
        isActive: true,
        estimate: null,
      },
    ])
  })

  it('are milestones when they are marked or take no time, unless they are marked not to be', async () => {
    const { tasks } = await read(['name,duration,milestone', 'A,,yes', 'B,0,', 'C,0,no', 'D,0,finish', 'E,2d,', 'F,,'])
    expect(tasks.map(({ kind, pointAt, durationMinutes }) => [kind, pointAt, durationMinutes])).toEqual([
      ['milestone', null, 0],
      ['milestone', null, 0],
      ['task', null, 0],
      ['milestone', 'finish', 0],
      ['task', null, 960],
      ['task', null, 480],
    ])
  })

  it('may be placed by hand', async () => {
    const { tasks } = await read([
      'name,task mode,manual start,manual finish',
      'A,Manually Scheduled,,',
      'B,Auto Scheduled,2026-03-02,',
      'C,,2026-03-02,2026-03-03',
    ])
    expect(tasks.map(({ manual }) => manual)).toEqual([
      { start: null, finish: null },
      null,
      { start: '2026-03-02T08:00', finish: '2026-03-03T17:00' },
    ])
  })

  it('may be under way', async () => {
    const { tasks } = await read([
      'name,duration,% complete,start,actual start,actual finish,actual duration,resume',
      'A,4d,25%,,2026-03-02,,,',
      'B,4d,25%,,2026-03-02,,3d,2026-03-09',
      'C,4d,100%,,2026-03-02,2026-03-06,,',
      'D,4d,100%,2026-03-02,,2026-03-06,,',
      'E,4d,25%,,,,,',
    ])
    const actualStart = '2026-03-02T08:00'
    expect(tasks.map(({ progress }) => progress)).toEqual([
      { actualStart, actualFinish: null, doneMinutes: 480, resume: null },
      { actualStart, actualFinish: null, doneMinutes: 1440, resume: '2026-03-09T08:00' },
      { actualStart, actualFinish: '2026-03-06T17:00', doneMinutes: 1920, resume: null },
      { actualStart, actualFinish: '2026-03-06T17:00', doneMinutes: 1920, resume: null },
      null,
    ])
    expect(tasks.map(({ percentComplete }) => percentComplete)).toEqual([25, 25, 100, 100, 25])
  })

  it('have parts of one as percent when their column holds such', async () => {
    const percents = async (...cells: string[]) =>
      (await read(['name,progress', ...cells.map((cell) => `A,${cell}`)])).tasks.map((task) => task.percentComplete)
    expect(await percents('0.4', '1', '0')).toEqual([40, 100, 0])
    expect(await percents('40', '1', '0')).toEqual([40, 1, 0])
    expect(await percents('40%', '1', '0.4')).toEqual([40, 100, 40])
  })

  it('have days as long as the header says', async () => {
    const { tasks, links, ...document } = await read([
      'name,"Duration (1d = 7h, 1w = 35h, 1mo = 18d)",predecessors',
      'A,2d,',
      'B,1w,1FS+1d',
      'C,1mo,',
      'D,,',
    ])
    expect(tasks.map(({ durationMinutes }) => durationMinutes)).toEqual([840, 2100, 7560, 420])
    expect(links).toMatchObject([{ lagMinutes: 420 }])
    expect(document).toMatchObject({ minutesPerDay: 420, minutesPerWeek: 2100, daysPerMonth: 18 })
  })

  it('keep the codes that they have of their own', async () => {
    expect((await read(['WBS code,name', 'A.1,A', 'A.2.,B'])).tasks.map(({ key, wbs }) => [key, wbs])).toEqual([
      ['A.1', 'A.1'],
      ['A.2', 'A.2.'],
    ])
    expect(
      (await read(['WBS,name', '1,A', '1.1,B'])).tasks.map(({ key, parentKey, wbs }) => [key, parentKey, wbs]),
    ).toEqual([
      ['1', null, ''],
      ['1.1', '1', ''],
    ])
  })

  it('have a key of their own where the file gives none', async () => {
    const { tasks } = await read(['id,name,predecessors', ',A,', '1,B,', ',C,1', '3,D,'])
    expect(tasks.map(({ key, name }) => [key, name])).toEqual([
      ['row 1', 'A'],
      ['1', 'B'],
      ['row 3', 'C'],
      ['3', 'D'],
    ])
  })

  it('are one row to each GUID', async () => {
    const guid = '550e8400-e29b-41d4-a716-446655440000'
    const { tasks, warnings } = await read(['name,guid', `A,${guid}`, `B,${guid.toUpperCase()}`])
    expect(tasks.map((task) => task.guid)).toEqual([guid, null])
    expect(warnings).toMatchObject([{ line: 3, column: 2, message: expect.stringMatching(/in a row above already/) }])
  })
})

describe('what a table of tasks names', () => {
  it('may be named by ids, codes and names', async () => {
    const { links, tasks } = await read([
      'id,outline number,name,predecessors,parent',
      'a,1,Phase,,',
      'b,1.1,Dig,,Phase',
      'c,1.2,Pour,Dig FS+1d,1',
      'd,1.3,Cure,1.1;c,a',
    ])
    expect(links.map(({ key }) => key)).toEqual(['b/c/FS', 'b/d/FS', 'c/d/FS'])
    expect(tasks.map(({ parentKey }) => parentKey)).toEqual([null, 'a', 'a', 'a'])
  })

  it('is not named by a name that two have', async () => {
    const { links, faults } = await read(['name,predecessors', 'Dig,', 'Dig,', 'Pour,Dig'])
    expect(links).toEqual([])
    expect(faults).toMatchObject([{ entity: 'task', key: '3', field: 'predecessors', text: 'Dig' }])
  })

  it('are no predecessors by words for none', async () => {
    expect(await read(['name,predecessors', 'A,-', 'B,none', 'C,keine'])).toMatchObject({ links: [], faults: [] })
  })

  it('are calendars, which get the usual week when nobody knows them', async () => {
    const { calendars, tasks, warnings } = await read(['name,calendar', 'A,Night', 'B,night', 'C,None', 'D,'])
    expect(calendars).toMatchObject([{ key: 'Night', name: 'Night', week: STANDARD_WEEK }])
    expect(tasks.map(({ calendarKey }) => calendarKey)).toEqual(['Night', 'Night', null, null])
    expect(warnings).toMatchObject([{ line: 2, column: 2, message: expect.stringMatching(/usual working week/) }])
  })

  it('are calendars of the project, with what they are based on', async () => {
    const known = [
      calendar('1', 'Standard'),
      calendar('2', 'Night', '3'),
      calendar('3', 'Base', '1'),
      calendar('4', 'X'),
    ]
    const { calendars, tasks, faults, warnings } = await read(['name,calendar', 'A,NIGHT', 'B,Day'], {
      calendars: known,
    })
    expect(tasks.map(({ calendarKey }) => calendarKey)).toEqual(['2', null])
    expect(calendars.map(({ key }) => key)).toEqual(['2', '3', '1'])
    expect(faults).toMatchObject([
      { entity: 'task', key: '2', field: 'calendarId', text: 'Day', message: 'There is no calendar “Day”', line: 3 },
    ])
    expect(warnings).toEqual([])
  })
})

describe('custom fields', () => {
  it('have the types that headers say', async () => {
    const { customFields, tasks } = await read([
      'name,Region [text Text1],Fee [cost],Promised [date],Review [duration],Approved? [flag],Risk [number]',
      'A,007,12.5,2026-03-02 08:00,1.5d,yes,0.5',
      'B,,,,,,',
    ])
    expect(customFields).toEqual([
      { key: 'Text1', name: 'Region', type: 'text' },
      { key: 'Fee', name: 'Fee', type: 'cost' },
      { key: 'Promised', name: 'Promised', type: 'date' },
      { key: 'Review', name: 'Review', type: 'duration' },
      { key: 'Approved', name: 'Approved?', type: 'flag' },
      { key: 'Risk', name: 'Risk', type: 'number' },
    ])
    expect(tasks.map((task) => task.customFields)).toEqual([
      { Text1: '007', Fee: 1250, Promised: '2026-03-02T08:00', Review: 720, Approved: true, Risk: 0.5 },
      {},
    ])
  })

  it('else have those that all their values can be', async () => {
    const mapping: NonNullable<TaskTableOptions['mapping']> = {
      columns: ['name', ...['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name) => `custom:${name}`)].map(
        (field, index) => ({ index, field }),
      ),
      durationUnit: 'days',
      dateOrder: 'day-month-year',
    }
    const rows = ['a;b;c;d;e;f;g', 'A;1,5;007;3/4/2026;yes;2d;', 'B;2;8;13/4/2026;no;x;']
    const { customFields, tasks } = await read(rows, { mapping })
    expect(customFields.map(({ key, type }) => [key, type])).toEqual([
      ['One', 'number'],
      ['Two', 'text'],
      ['Three', 'date'],
      ['Four', 'flag'],
      ['Five', 'text'],
      ['Six', 'text'],
    ])
    expect(tasks[0]?.customFields).toEqual({ One: 1.5, Two: '007', Three: '2026-04-03T08:00', Four: true, Five: '2d' })
  })

  it('have keys of their own, also when they are called the same', async () => {
    const { customFields } = await read(['name,Größe [text],Größe [number],1 [text],A [text Gro_e],B [text A]', 'A'])
    expect(customFields.map(({ key }) => key)).toEqual(['GroE', 'GroE_2', 'Field1', 'Gro_e', 'A'])
  })
})

describe('what a table can tell', () => {
  it('is what it has columns of', async () => {
    expect((await read(['name,duration', 'A,1d'])).told).toEqual({
      taskFields: ['name', 'durationMinutes', 'durationUnit', 'isElapsed', 'isEstimated', 'kind'],
      links: false,
      assignments: false,
    })
    expect(
      (await read(['id,name,level,predecessors,resources,deadline,Fee [cost],scheduled start', '1,A'])).told,
    ).toEqual({
      taskFields: ['name', 'parentId', 'position', 'deadline', 'customFields'],
      links: true,
      assignments: true,
    })
  })
})
