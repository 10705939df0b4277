import { afterAll, describe, expect, it, vi } from 'vitest'
import { callEngine, runEngine, temporaryFolder } from '../../test-support/run-engine.ts'

vi.setConfig({ testTimeout: 60_000 })
const files = temporaryFolder()
afterAll(files.remove)

// Monday 5 January; 14 to 16 January are off.
const network = files.write('plan.json', {
  schema: 'network/1',
  start: '2026-01-05',
  calendar: { working_weekdays: [1, 2, 3, 4, 5], exceptions: [['2026-01-14', '2026-01-16']] },
  tasks: [
    { id: 'T0', duration: 5 },
    { id: 'T1', duration: 3, snet: '2026-02-02' },
    { id: 'T2', duration: 2 },
    { id: 'T3', duration: 0 },
  ],
  dependencies: [
    { from: 'T0', to: 'T1', type: 'FS', lag: 2 },
    { from: 'T0', to: 'T2' },
    { from: 'T1', to: 'T3' },
    { from: 'T2', to: 'T3', type: 'FF' },
  ],
})

/** Two jobs of 3 and 5 periods that need all of one resource each: one after the other. */
const instance = `${'*'.repeat(72)}
projects                      :  1
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
${'*'.repeat(72)}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     5       2
  4      1     0       0
${'*'.repeat(72)}
RESOURCEAVAILABILITIES:
  R 1
    2
`

describe('engine schedule', () => {
  it('answers inclusive dates, floats in days and drivers', async () => {
    const { code, output } = await callEngine('schedule', network, '--json', '--repeat', '3')
    expect(code).toBe(0)
    const { timings_ms: timings, ...answer } = JSON.parse(output)
    expect(answer).toEqual({
      start: '2026-01-05',
      finish: '2026-02-04',
      tasks: {
        T0: {
          es: '2026-01-05',
          ef: '2026-01-09',
          ls: '2026-01-22',
          lf: '2026-01-28',
          tf: 10,
          ff: 0,
          critical: false,
          drivers: [{ kind: 'project-start' }],
        },
        T1: {
          es: '2026-02-02',
          ef: '2026-02-04',
          ls: '2026-02-02',
          lf: '2026-02-04',
          tf: 0,
          ff: 0,
          critical: true,
          drivers: [{ kind: 'constraint', constraint: 'startNoEarlierThan' }],
        },
        T2: {
          es: '2026-01-12',
          ef: '2026-01-13',
          ls: '2026-02-03',
          lf: '2026-02-04',
          tf: 13,
          ff: 13,
          critical: false,
          drivers: [
            { kind: 'link', linkId: 'dependencies[1]', taskId: 'T0', from: 'T0', to: 'T2', type: 'FS', lag: 0 },
            { kind: 'calendar-gap', from: '2026-01-09' },
          ],
        },
        T3: {
          es: '2026-02-04',
          ef: '2026-02-04',
          ls: '2026-02-04',
          lf: '2026-02-04',
          tf: 0,
          ff: 0,
          critical: true,
          drivers: [
            { kind: 'link', linkId: 'dependencies[2]', taskId: 'T1', from: 'T1', to: 'T3', type: 'FS', lag: 0 },
          ],
        },
      },
    })
    expect(Object.keys(timings)).toEqual(['load', 'engine', 'engine_first'])
  })

  it('prints a table', async () => {
    const { code, output } = await callEngine('schedule', network)
    expect(code).toBe(0)
    const lines = output.split('\n')
    expect(lines[0]).toMatch(
      /^Task +Early start +Early finish +Late start +Late finish +Total +Free +Critical +Driven by$/,
    )
    expect(lines[2]).toMatch(/^T0 +2026-01-05 +2026-01-09 +2026-01-22 +2026-01-28 +10 d +0 d +project start$/)
    expect(lines[6]).toMatch(/^plan: 2026-01-05 to 2026-02-04, 4 tasks, 2 critical\. Read in/)
  })
})

describe('engine check', () => {
  it('names what is wrong, and fails', async () => {
    const circle = files.write('circle.json', {
      start: '2026-01-05',
      tasks: [
        { id: 'A', duration: 1 },
        { id: 'B', duration: 1 },
      ],
      dependencies: [
        { from: 'A', to: 'B' },
        { from: 'B', to: 'A' },
      ],
    })
    const { code, output } = await callEngine('check', circle, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(output)).toMatchObject({
      errors: 1,
      findings: [{ severity: 'error', code: 'link-cycle', tasks: ['A', 'B'] }],
      dcma: null,
    })
  })

  it('makes the 14 checks of a sound plan', async () => {
    const { code, output } = await callEngine('check', network, '--json')
    expect(code).toBe(0)
    const { errors, dcma } = JSON.parse(output)
    expect(errors).toBe(0)
    expect(dcma.map((check: { number: number }) => check.number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    ])
    // T0 has no predecessor; T1, T2 have both. One link of four has a lag.
    expect(dcma[0]).toMatchObject({ status: 'failed', count: 1, population: 3, tasks: ['T0'] })
    expect(dcma[2]).toMatchObject({ status: 'failed', count: 1, population: 4, links: ['dependencies[0]'] })
  })
})

describe('engine level', () => {
  it('levels a PSPLIB instance by whole periods', async () => {
    const { code, output } = await callEngine('level', files.write('two_1.sm', instance), '--schedules', '20', '--json')
    expect(code).toBe(0)
    const answer = JSON.parse(output)
    expect(answer).toMatchObject({ instance: 'two_1', makespan: 8 })
    expect(Object.keys(answer.starts)).toEqual(['1', '2', '3', '4'])
    expect([answer.starts[2], answer.starts[3]].toSorted()).toEqual([0, answer.starts[2] === 0 ? 3 : 5])
    expect(answer.starts[4]).toBe(8)
  })

  it('answers a line for each file of a folder, and goes on after one that is wrong', async () => {
    const folder = temporaryFolder()
    for (const name of ['x10_1.sm', 'x2_1.sm']) folder.write(name, instance)
    folder.write('broken.sm', instance.replace('   2        1          1           4\n', ''))
    const { code, output, errors } = await callEngine('level', folder.folder, '--schedules', '5', '--json')
    folder.remove()
    expect(code).toBe(1)
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).instance),
    ).toEqual(['x2_1', 'x10_1'])
    expect(errors).toMatch(/broken\.sm:8: 4 jobs are announced, 3 are listed/)
  })
})

describe('engine level of plans', () => {
  const plan = {
    start: '2026-01-05',
    tasks: [
      { id: 'A', duration: 3 },
      { id: 'B', duration: 2 },
      { id: 'C', duration: 1 },
    ],
    dependencies: [{ from: 'A', to: 'C' }],
    resources: [{ id: 'R1', capacity: 1 }],
    assignments: ['A', 'B', 'C'].map((task) => ({ task, resource: 'R1' })),
  }

  it('delays what overloads a resource', async () => {
    const { code, output } = await callEngine('level', files.write('team.json', plan), '--json')
    expect(code).toBe(0)
    // One thing after the other, those on the critical path first.
    expect(JSON.parse(output)).toMatchObject({
      instance: 'team',
      makespan: 6,
      lower_bound: 4,
      finish: '2026-01-12',
      finish_before: '2026-01-08',
      starts: { A: '2026-01-05', B: '2026-01-09', C: '2026-01-08' },
      finishes: { A: '2026-01-07', B: '2026-01-12', C: '2026-01-08' },
      unresolved: [],
    })
  })

  it('shares resources among plans, and leaves what float cannot hold', async () => {
    const file = files.write('team.json', plan)
    const both = await callEngine('level', file, files.write('other.json', plan), '--json')
    const within = await callEngine('level', file, '--within-float')
    const { plans } = JSON.parse(both.output)
    expect(Math.max(...plans.map(({ makespan }: { makespan: number }) => makespan))).toBe(12)
    expect(within.output).toMatch(/R1 stays overallocated from 2026-01-05 to 2026-01-05: A, B/)
    expect(within.output).toMatch(/finish 2026-01-08 before and 2026-01-08 after/)
  })
})

describe('engine', () => {
  it.each([
    [['schedule', 'missing.json'], 1, 'missing.json: there is no such file\n'],
    [['schedule'], 2, 'Which file? schedule FILE. See --help.\n'],
  ])('tells in a line what is wrong with %j', async (args, code, errors) => {
    expect(await runEngine(...args)).toEqual({ code, output: '', errors })
  })

  it('names the place in the file', async () => {
    const file = files.write('wrong.json', { start: '2026-01-05', tasks: [{ id: 'A', duration: -1 }] })
    const { code, errors } = await callEngine('schedule', file)
    expect(code).toBe(1)
    expect(errors).toBe(`${file}: tasks[0].duration must not be negative, and is -1\n`)
  })

  it('helps', async () => {
    const { code, output } = await callEngine('--help')
    expect(code).toBe(0)
    expect(output).toMatch(/^Usage: npm run engine/)
  })
})

describe('engine simulate', () => {
  const certain = {
    start: '2026-01-05',
    tasks: [
      { id: 'A', duration: 5, o: 3, m: 3, p: 3 },
      { id: 'B', duration: 2 },
    ],
    dependencies: [{ from: 'A', to: 'B' }],
  }

  it('answers dates, criticality and the mean of a plan without doubt', async () => {
    const { code, output } = await callEngine(
      ...['simulate', files.write('certain.json', certain), '--runs', '300', '--seed', '7', '--json'],
    )
    expect(code).toBe(0)
    const { timings_ms: timings, ...answer } = JSON.parse(output)
    // Three days from Monday 5 January, then two.
    expect(answer).toEqual({
      runs: 300,
      seed: 7,
      start: '2026-01-05',
      p5: '2026-01-09',
      p50: '2026-01-09',
      p80: '2026-01-09',
      p95: '2026-01-09',
      mean_days: 5,
      tasks: {
        A: { criticality: 1, p50: '2026-01-07', p80: '2026-01-07' },
        B: { criticality: 1, p50: '2026-01-09', p80: '2026-01-09' },
      },
    })
    expect(timings.engine).toBeGreaterThan(0)
  })

  it('answers the same whatever the number of threads, and says when nothing is uncertain', async () => {
    const task = (id: string) => ({ id, duration: 5, o: 3, m: 5, p: 20 })
    const plan = { start: '2026-01-05', tasks: ['A', 'B', 'C'].map(task), dependencies: [{ from: 'A', to: 'C' }] }
    const file = files.write('uncertain.json', plan)
    const options = ['--runs', '2000', '--seed', '3', '--distribution', 'triangular', '--json']
    const one = await callEngine('simulate', file, ...options, '--threads', '1')
    const two = await callEngine('simulate', file, ...options, '--threads', '2')
    const none = await callEngine('simulate', network, '--runs', '10', '--json')
    const answerOf = ({ output }: { output: string }) => ({ ...JSON.parse(output), timings_ms: null })
    expect(answerOf(two)).toEqual(answerOf(one))
    expect(answerOf(one).p95 > answerOf(one).p5).toBe(true)
    expect(none.errors).toMatch(/no task has an estimate/)
    expect(answerOf(none).p5).toBe('2026-02-04')
  })
})
