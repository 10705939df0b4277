import { minuteOf, schedule, textOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { readNetwork } from './read-network.ts'

const read = (file: object) => readNetwork(JSON.stringify({ start: '2026-01-05', ...file }))
const task = (keys: object) => ({ id: 'A', duration: 5, ...keys })
const readTask = (keys: object, file: object = {}) => read({ tasks: [task(keys)], ...file }).plan.tasks[0]

function problemOf(text: string): string {
  try {
    readNetwork(text)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  throw new Error('nothing was found wrong')
}
const problem = (file: object) => problemOf(JSON.stringify({ start: '2026-01-05', ...file }))
const problemOfTask = (keys: object) => problem({ tasks: [task(keys)] })

describe('readNetwork', () => {
  it('reads the file of the format description', () => {
    const { plan, estimates } = readNetwork(`{"schema":"network/1","start":"2026-01-05","data_date":null,
      "calendar":{"working_weekdays":[1,2,3,4,5],"exceptions":[["2026-12-24","2026-12-26"]]},
      "tasks":[{"id":"T0","duration":5,"o":3,"m":5,"p":9,"snet":"2026-02-02"},{"id":"T1","duration":0}],
      "dependencies":[{"from":"T0","to":"T1","type":"FS","lag":2}],
      "resources":[{"id":"R1","capacity":2}],"assignments":[{"task":"T0","resource":"R1","units":1}]}`)
    const shift = [{ from: 480, to: 960 }]
    expect(plan).toEqual({
      start: minuteOf('2026-01-05T08:00'),
      statusDate: null,
      options: { startBindsAll: true },
      calendarId: '',
      calendars: [
        {
          id: '',
          week: [shift, shift, shift, shift, shift, [], []],
          exceptions: [{ from: '2026-12-24', to: '2026-12-26', shifts: [] }],
        },
      ],
      tasks: [
        {
          id: 'T0',
          parentId: null,
          kind: 'task',
          durationMinutes: 2400,
          calendarId: null,
          constraint: { kind: 'startNoEarlierThan', date: minuteOf('2026-02-02T08:00') },
          deadline: null,
        },
        {
          id: 'T1',
          parentId: null,
          kind: 'milestone',
          durationMinutes: 0,
          calendarId: null,
          constraint: null,
          deadline: null,
        },
      ],
      links: [{ id: 'dependencies[0]', predecessorId: 'T0', successorId: 'T1', type: 'FS', lagMinutes: 960 }],
      resources: [{ id: 'R1', kind: 'work', calendarId: null, maxUnits: 2 }],
      assignments: [{ id: 'assignments[0]', taskId: 'T0', resourceId: 'R1', units: 1 }],
    })
    expect(estimates.get('T0')).toEqual({ optimisticMinutes: 1440, mostLikelyMinutes: 2400, pessimisticMinutes: 4320 })
    expect(estimates.has('T1')).toBe(false)
  })

  it('needs no more than a start, ids and durations', () => {
    const { plan } = read({ tasks: [{ id: 7, duration: 0.5 }] })
    expect(plan.tasks[0]).toMatchObject({ id: '7', durationMinutes: 240 })
    expect(plan).toMatchObject({ links: [], resources: [], assignments: [] })
    expect(plan.calendars[0]?.week.map((shifts) => shifts?.length)).toEqual([1, 1, 1, 1, 1, 0, 0])
  })

  it('rounds fractions of a day to minutes', () => {
    const { plan } = read({
      tasks: [task({ duration: 1 / 3 }), { id: 'B', duration: 0.001 }],
      dependencies: [{ from: 'A', to: 'B', lag: -0.25 }],
    })
    expect(plan.tasks.map(({ durationMinutes }) => durationMinutes)).toEqual([160, 0])
    expect(plan.links[0]).toMatchObject({ type: 'FS', lagMinutes: -120 })
  })

  it.each([
    ['SNET', '2026-02-02T08:00', 'startNoEarlierThan'],
    ['snlt', '2026-02-02T08:00', 'startNoLaterThan'],
    ['mustStartOn', '2026-02-02T08:00', 'mustStartOn'],
    ['FNET', '2026-02-02T16:00', 'finishNoEarlierThan'],
    ['finishNoLaterThan', '2026-02-02T16:00', 'finishNoLaterThan'],
    ['MFO', '2026-02-02T16:00', 'mustFinishOn'],
  ])('takes the constraint %s for %s (rule 17)', (name, date, kind) => {
    const constraint = { kind, date: minuteOf(date) }
    expect(readTask({ constraint: name, constraint_date: '2026-02-02' })).toMatchObject({ constraint })
  })

  it('takes constraints without a date', () => {
    expect(readTask({ constraint: 'ALAP' })).toMatchObject({ constraint: { kind: 'asLateAsPossible', date: null } })
  })

  it('takes the later of snet and a constraint of the same kind', () => {
    const constraint = { kind: 'startNoEarlierThan', date: minuteOf('2026-02-03T08:00') }
    const keys = { snet: '2026-02-02', constraint: 'SNET', constraint_date: '2026-02-03' }
    expect(readTask(keys)).toMatchObject({ constraint })
  })

  it('ends a deadline with its day', () => {
    expect(readTask({ deadline: '2026-03-31' })).toMatchObject({ deadline: minuteOf('2026-03-31T16:00') })
  })

  it('knows calendars by name', () => {
    const calendars = { weekend: { working_weekdays: [6, 7] } }
    const { plan } = read({ calendars, calendar: 'weekend', tasks: [task({ calendar: 'weekend' })] })
    expect(plan.calendarId).toBe('weekend')
    expect(plan.calendars.map(({ id }) => id)).toEqual(['weekend'])
    expect(plan.tasks[0]?.calendarId).toBe('weekend')
  })

  it('lets no remaining work lie before the data date', () => {
    const { plan } = read({ data_date: '2026-01-07', tasks: [task({})] })
    expect(plan.statusDate).toBe(minuteOf('2026-01-07T08:00'))
    expect(plan.options).toEqual({ startBindsAll: true, statusDateMovesWork: true, outOfSequence: 'retainedLogic' })
  })

  it('completes an estimate of one or two points', () => {
    const { estimates } = read({ tasks: [task({ o: 3 }), { id: 'B', duration: 2, m: 4, p: 6 }] })
    expect(estimates.get('A')).toEqual({ optimisticMinutes: 1440, mostLikelyMinutes: 2400, pessimisticMinutes: 2400 })
    expect(estimates.get('B')).toEqual({ optimisticMinutes: 1920, mostLikelyMinutes: 1920, pessimisticMinutes: 2880 })
  })
})

describe('progress of a network', () => {
  it('begins in the morning and ends in the evening', () => {
    const progress = {
      actualStart: minuteOf('2026-01-06T08:00'),
      actualFinish: minuteOf('2026-01-08T16:00'),
      doneMinutes: 2400,
    }
    expect(readTask({ actual_start: '2026-01-06', actual_finish: '2026-01-08' })).toMatchObject({ progress })
  })

  it('counts a percentage as part of the duration', () => {
    const progress = { actualStart: minuteOf('2026-01-06T08:00'), actualFinish: null, doneMinutes: 960 }
    expect(readTask({ actual_start: '2026-01-06', percent_complete: 40 })).toMatchObject({ progress })
  })

  it('derives the date that a complete task does not tell', () => {
    const started = readTask({ actual_start: '2026-01-08', percent_complete: 100 })
    expect(started?.progress?.actualFinish).toBe(minuteOf('2026-01-14T16:00'))
    const finished = readTask({ actual_finish: '2026-01-14' })
    expect(finished?.progress?.actualStart).toBe(minuteOf('2026-01-08T08:00'))
  })

  it('holds a complete point in time at one minute', () => {
    const evening = minuteOf('2026-01-08T16:00')
    const progress = { actualStart: evening, actualFinish: evening, doneMinutes: 0 }
    expect(readTask({ duration: 0, actual_start: '2026-01-08', actual_finish: '2026-01-08' })).toMatchObject({
      progress,
    })
  })

  it('begins what remains at the data date, however much is done', () => {
    // Four of five days are done on Tuesday morning, the second day of the task.
    const keys = { o: 5, m: 10, p: 15, actual_start: '2026-01-05', percent_complete: 80 }
    const { plan, estimates } = read({ data_date: '2026-01-06', tasks: [task(keys)] })
    expect(plan.tasks[0]).toMatchObject({ durationMinutes: 960, progress: { doneMinutes: 480 } })
    expect(textOf(schedule(plan).finish)).toBe('2026-01-06T16:00')
    expect(estimates.get('A')).toEqual({ optimisticMinutes: 960, mostLikelyMinutes: 1920, pessimisticMinutes: 2880 })
  })

  it('begins what remains at the data date, however little is done', () => {
    const keys = { actual_start: '2026-01-05', percent_complete: 20 }
    const { plan } = read({ data_date: '2026-01-08', tasks: [task(keys)] })
    expect(textOf(schedule(plan).finish)).toBe('2026-01-13T16:00')
  })

  it('begins a task with a percentage alone where it was planned (rule 26)', () => {
    const { plan } = read({
      tasks: [task({}), { id: 'B', duration: 4, percent_complete: 50 }],
      dependencies: [{ from: 'A', to: 'B' }],
    })
    expect(plan.tasks[1]?.progress).toEqual({
      actualStart: minuteOf('2026-01-12T08:00'),
      actualFinish: null,
      doneMinutes: 960,
    })
  })
})

describe('a network that cannot be read', () => {
  it.each([
    [{ tasks: [{ duration: 1 }] }, 'tasks[0].id must be an id (text that is not empty), and is missing'],
    [{ tasks: [task({}), task({})] }, 'tasks[1].id is "A", as is tasks[0].id'],
    [{ tasks: {} }, 'tasks must be a list, and is {}'],
    [{ tasks: [3] }, 'tasks[0] must be an object, and is 3'],
    [{ start: '2026-02-30' }, 'start must be a day written YYYY-MM-DD, and is "2026-02-30"'],
    [{ start: undefined }, 'start must be a day written YYYY-MM-DD, and is missing'],
    [{ schema: 'network/2' }, 'schema must be "network/1", and is "network/2"'],
    [
      { calendar: { working_weekdays: [0] } },
      'calendar.working_weekdays must hold numbers from 1 (Monday) to 7 (Sunday), and holds 0',
    ],
    [{ calendar: { working_weekdays: [] } }, 'calendar.working_weekdays must hold at least one working day'],
    [
      { calendar: { exceptions: ['2026-12-24'] } },
      'calendar.exceptions[0] must be two days, ["2026-12-24", "2026-12-26"], and is "2026-12-24"',
    ],
    [
      { calendar: { exceptions: [['2026-12-26', '2026-12-24']] } },
      'calendar.exceptions[0] ends on 2026-12-24, before it begins on 2026-12-26',
    ],
    [{ calendar: 'night' }, 'calendar is "night", and calendars has no such entry'],
    [
      { tasks: [task({})], dependencies: [{ from: 'A', to: 'Z' }] },
      'dependencies[0].to is "Z", and no task has that id',
    ],
    [
      { tasks: [task({}), { id: 'B', duration: 1 }], dependencies: [{ from: 'A', to: 'B', type: 'XY' }] },
      'dependencies[0].type must be FS, SS, FF or SF, and is "XY"',
    ],
    [
      { tasks: [task({})], assignments: [{ task: 'A', resource: 'R' }] },
      'assignments[0].resource is "R", and no resource has that id',
    ],
    [{ resources: [{ id: 'R', capacity: -1 }] }, 'resources[0].capacity must not be negative, and is -1'],
    [{ resources: [{ id: 'R' }, { id: 'R' }] }, 'resources[1].id is "R", as is resources[0].id'],
  ])('%j', (file, message) => {
    expect(problem(file)).toBe(message)
  })

  it.each([
    [{ duration: -1 }, 'tasks[0].duration must not be negative, and is -1'],
    [{ duration: '5' }, 'tasks[0].duration must be a number, and is "5"'],
    [{ calendar: 'night' }, 'tasks[0].calendar is "night", and calendars has no such entry'],
    [{ parent: 'P' }, 'tasks[0].parent is "P", and no task has that id'],
    [{ o: 9, m: 5 }, 'tasks[0] needs o <= m <= p, and has 9, 5, missing'],
    [{ percent_complete: 101 }, 'tasks[0].percent_complete must be from 0 to 100, and is 101'],
    [
      { constraint: 'soon' },
      'tasks[0].constraint must be one of ASAP, ALAP, SNET, SNLT, FNET, FNLT, MSO and MFO, and is "soon"',
    ],
    [{ constraint: 'MSO' }, 'tasks[0].constraint_date must be a day written YYYY-MM-DD, and is missing'],
    [
      { snet: '2026-01-07', constraint: 'FNLT', constraint_date: '2026-02-01' },
      'tasks[0].constraint stands beside snet, and a task has one constraint',
    ],
    [
      { actual_start: '2026-01-08', actual_finish: '2026-01-07' },
      'tasks[0].actual_finish 2026-01-07 is before its actual start',
    ],
  ])('task %j', (keys, message) => {
    expect(problemOfTask(keys)).toBe(message)
  })

  it('tells the place of a mistake in the JSON', () => {
    expect(problemOf('[]')).toBe('The file must be an object, and is []')
    expect(() => readNetwork('{\n  "start": 2026-01-05\n}')).toThrow(expect.objectContaining({ line: 2, column: 16 }))
    expect(() => readNetwork('{\n  "start":')).toThrow(expect.objectContaining({ line: 2 }))
  })
})
