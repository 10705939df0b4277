import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { FormatError } from '../format-error.ts'
import type { PlanDocument } from '../plan-document.ts'
import { TASK_TABLE } from '../table/tasks/task-fields.ts'
import { readCsv } from './read-csv.ts'

function read(csv: string | Uint8Array, chunkSize = csv.length > 10_000 ? 65_536 : 7): Promise<PlanDocument> {
  return readCsv(bytesOf(csv, chunkSize))
}

async function failure(csv: string | Uint8Array): Promise<FormatError> {
  const error = await read(csv).catch((reason: unknown) => reason)
  if (error instanceof FormatError) return error
  throw new Error(`expected a FormatError, got ${error}`)
}

describe('a CSV file', () => {
  it('becomes a plan document', async () => {
    const document = await read(
      [
        'ID,Outline Level,Task Name,Duration,Predecessors,Start,Resource Names,Notes,% Complete',
        '1,1,Phase,,,,,,',
        '2,2,Dig,3 days,,2026-03-04,Ann;Bob[50%],"deep, ""wide""\nand long",40%',
        '3,2,Pour,4h,2FS+1d,,ann,,',
        '4,1,Done,0d,"2SS-50%;3",,,,',
      ].join('\r\n'),
    )
    expect(document.tasks).toMatchObject([
      { key: '1', parentKey: null, name: 'Phase', kind: 'task', line: 2 },
      {
        key: '2',
        parentKey: '1',
        durationMinutes: 1440,
        constraint: { kind: 'startNoEarlierThan', date: '2026-03-04T08:00' },
        percentComplete: 40,
        line: 3,
      },
      { key: '3', parentKey: '1', durationMinutes: 240, line: 5 },
      { key: '4', parentKey: null, kind: 'milestone', durationMinutes: 0, line: 6 },
    ])
    expect(document.tasks[1]?.notes).toBe('deep, "wide"\nand long')
    expect(
      document.links.map(({ predecessorKey, successorKey, type, lagMinutes }) => [
        predecessorKey,
        successorKey,
        type,
        lagMinutes,
      ]),
    ).toEqual([
      ['2', '3', 'FS', 480],
      ['2', '4', 'SS', -50],
      ['3', '4', 'FS', 0],
    ])
    expect(document.resources.map(({ name }) => name)).toEqual(['Ann', 'Bob'])
    expect(document.assignments).toMatchObject([
      { taskKey: '2', resourceKey: 'ann', units: 1 },
      { taskKey: '2', resourceKey: 'bob', units: 0.5 },
      { taskKey: '3', resourceKey: 'ann', units: 1 },
    ])
    expect(document).toMatchObject({ start: '2026-03-04T08:00', name: null, warnings: [] })
  })

  it.each([
    [',', 'name,duration\nA,2d'],
    [';', 'name;duration\nA;1,5d'],
    ['tab', 'name\tduration\nA\t2d'],
    ['a byte order mark', '\uFEFFname,duration\nA,2d'],
    ['a quoted header', '"name, or title";"name";duration\nx;A;2d'],
  ])('may have %s', async (_what, csv) => {
    const { tasks } = await read(csv, 3)
    expect(tasks).toMatchObject([{ name: 'A', durationMinutes: csv.includes('1,5') ? 720 : 960 }])
  })

  it('may come from a spreadsheet that does not write UTF-8', async () => {
    expect((await read(new Uint8Array(Buffer.from('name\nÜbung\n', 'latin1')), 1000)).tasks[0]?.name).toBe('Übung')
  })

  it('gets its outline from WBS codes, parents in any order, or levels', async () => {
    const outline = async (csv: string) => (await read(csv)).tasks.map(({ key, parentKey }) => [key, parentKey])
    expect(await outline('wbs,name\n1,A\n1.1,B\n1.1.2,C\n2,D\n1.2,E')).toEqual([
      ['1', null],
      ['1.1', '1'],
      ['1.1.2', '1.1'],
      ['1.2', '1'],
      ['2', null],
    ])
    expect(await outline('id,name,parent\nb,B,a\na,A,\nc,C,b')).toEqual([
      ['a', null],
      ['b', 'a'],
      ['c', 'b'],
    ])
    expect(await outline('name,level\nA,0\nB,1\nC,2\nD,1\nE,0\nF,')).toEqual([
      ['1', null],
      ['2', '1'],
      ['3', '2'],
      ['4', '1'],
      ['5', null],
      ['6', null],
    ])
  })

  it('may name predecessors by WBS code', async () => {
    const { links } = await read('id,wbs,name,predecessors\n10,1.1,A,\n11,1.2,B,1.1FF+2h')
    expect(links).toMatchObject([{ predecessorKey: '10', successorKey: '11', type: 'FF', lagMinutes: 120 }])
  })

  it('may give elapsed durations', async () => {
    const document = await read('name,duration\nCure,2ed')
    expect(document.tasks).toMatchObject([{ durationMinutes: 2880, isElapsed: true, calendarKey: null }])
  })

  it('gets back what was kept from being a formula', async () => {
    const { tasks } = await read("name\n'=1+1\n'@home\n'quoted'")
    expect(tasks.map(({ name }) => name)).toEqual(['=1+1', '@home', "'quoted'"])
  })

  it('says which columns it does not read', async () => {
    const { warnings } = await read('name,finish,colour\nA,2026-03-02,red')
    expect(warnings.map(({ message }) => message)).toEqual([
      'The column “finish” is computed and not read.',
      'The column “colour” is not known and not read.',
    ])
  })
})

describe('a cell that is not understood', () => {
  it.each([
    ['a duration', 'name,duration\nA,1d\nB,soon', 'durationMinutes', 'soon', /duration “soon” is not understood/],
    ['a date', 'name,start\nA,\nB,2026-02-30', 'constraintAt', '2026-02-30', /date “2026-02-30” is not understood/],
    ['a percentage', 'name,progress\nA,\nB,lots', 'percentComplete', 'lots', /“lots” is not a percentage/],
    ['too many percent', 'name,progress\nA,\nB,150%', 'percentComplete', '150%', /not a percentage from 0 to 100/],
    ['a constraint', 'name,constraint type\nA,\nB,maybe', 'constraintType', 'maybe', /it can be As soon as possible,/],
    ['a constraint without a date', 'name,constraint type\nA,\nB,MSO', 'constraintAt', 'MSO', /“MSO” has no date/],
    ['a milestone', 'name,milestone\nA,\nB,perhaps', 'kind', 'perhaps', /“perhaps” is not known/],
    ['a priority', 'name,priority\nA,500\nB,2000', 'priority', '2000', /whole number from 0 to 1000/],
    ['an actual finish alone', 'name,actual finish\nA,\nB,2026-03-02', 'actualFinish', '2026-03-02', /no actual start/],
    ['predecessors in words', 'name,predecessors\nA,\nB,see below', 'predecessors', 'see below', /“see below” is not/],
    ['a delay below zero', 'name,leveling delay\nA,\nB,-1d', 'levelingDelayMinutes', '-1d', /“-1d” is below zero/],
    ['a custom field', 'name,Cap [number]\nA,\nB,much', 'customFields', 'much', /“much” is not a number/],
  ])('is a fault, and the task is as without: %s', async (_what, csv, field, text, message) => {
    const { tasks, faults } = await read(csv)
    expect(faults).toEqual([
      { entity: 'task', key: '2', field, text, message: expect.stringMatching(message), line: 3, column: 2 },
    ])
    const without = await read(csv.replace(text, ''))
    expect(tasks).toEqual(without.tasks)
    expect(without.faults).toEqual([])
  })

  it('is a fault of a link when the predecessor is known', async () => {
    const { links, faults } = await read('name,predecessors\nA,\nB,1SS+x\nC,2 soon')
    expect(links).toMatchObject([
      { key: '1/2/SS', lagMinutes: 0 },
      { key: '2/3/FS', lagMinutes: 0 },
    ])
    expect(faults).toMatchObject([
      { entity: 'link', key: '1/2/SS', field: 'lagMinutes', text: '1SS+x', line: 3, column: 2 },
      { entity: 'link', key: '2/3/FS', field: 'type', text: '2 soon', line: 4, column: 2 },
    ])
  })

  it('is only warned of when it says what a program had computed, or which row it was', async () => {
    const { tasks, faults, warnings } = await read('name,scheduled start,guid\nA,soon,x')
    expect(faults).toEqual([])
    expect(tasks).toMatchObject([{ stored: null, guid: null }])
    expect(warnings.map(({ message, line, column }) => [message, line, column])).toEqual([
      ['The date “soon” is not understood; write 2026-03-02 or 2026-03-02 08:00.', 2, 2],
      ['The GUID “x” is none and is not read.', 2, 3],
    ])
  })

  it('keeps its characters whole in what is said of it', async () => {
    const { faults } = await read(`name,duration\nA,${'🚧'.repeat(500)}`)
    expect(faults.every(({ text, message }) => text.isWellFormed() && message.isWellFormed())).toBe(true)
    expect(faults[0]?.text).toHaveLength(200)
  })
})

describe('a file that is not right', () => {
  it.each([
    ['is empty', '', /empty/, 1],
    ['has no names', 'a,b\n1,2', /one of them “name”; it has “a”, “b”/, 1],
    ['has a duration below zero', 'name,duration\nA,-3d', /duration “-3d” is below zero/, 2],
    [
      'has a date too late to plan for',
      'name,deadline\nA,9999-12-31',
      /“9999-12-31” is not in the years 1600 to 3000/,
      2,
    ],
    [
      'has a date too early to plan for',
      'name,start\nA,1066-10-14',
      /“1066-10-14” is not in the years 1600 to 3000/,
      2,
    ],
    ['has a bad level', 'name,level\nA,x', /outline level “x”/, 2],
    ['has a level that jumps', 'name,level\nA,1\nB,3', /level of task “2” is 3.*2 at most/, 3],
    ['has a level above the top', 'name,level\nA,2\nB,1', /level of task “2” is 1/, 3],
    ['has a predecessor that is not there', 'name,predecessors\nA,\nB,9FS', /“B” depends on “9”/, 3],
    ['has a code as predecessor that is not there', 'name,predecessors\nA,\nB,1.7', /“B” depends on “1.7”/, 3],
    ['has an id twice', 'id,name\n1,A\n1,B', /Two tasks have the id “1”/, 3],
    ['has a parent that is not there', 'id,name,parent\n1,A,7', /parent “7”/, 2],
    ['has parents in a circle', 'id,name,parent\n1,A,2\n2,B,1', /run in a circle/, 2],
    ['has links in a circle', 'name,predecessors\nA,2\nB,1', /circle: “A” > “B” > “A”/, 2],
    ['has a quote that does not close', 'name\n"A\nB', /quoted cell is not closed/, 2],
    ['has a quote inside of a cell', 'name\nA\n5" pipe', /quote stands inside a cell/, 3],
    ['has too many columns', `name${',x'.repeat(1_000)}`, /1001 columns; 1000 are the most/, 1],
    ['has millions of columns', `name\n${','.repeat(3_000_000)}x`, /longer than 1000000 characters/, 2],
    ['has an endless id', `id,name\n${'7'.repeat(201)},A`, /id is longer than 200 characters/, 2],
    ['has NUL characters', 'name\nA\nB\0', /NUL characters/, 3],
    ['is a zip file', 'PK\u0003\u0004name', /it is a zip file/, 1],
  ])('%s', async (_what, csv, message, line) => {
    const error = await failure(csv)
    expect(error.message).toMatch(message)
    expect(error.line).toBe(line)
  })

  it('is told by column too', async () => {
    expect(await failure('name,duration\nA,-3d')).toMatchObject({ line: 2, column: 2 })
  })

  it('has more rows than can be taken', async () => {
    const error = await failure(`name\n${'A\n'.repeat(200_001)}`)
    expect(error).toMatchObject({ message: 'The table has more than 200,000 rows', line: 200_002 })
  })

  it('is blank for longer than anybody would type', async () => {
    const error = await failure(`name,duration\nA,1d\n${'\n'.repeat(500_000)}`)
    expect(error).toMatchObject({ message: expect.stringMatching(/more than 500,000 rows, empty ones/), line: 500_001 })
  })

  it('has more cells that are not understood than anybody can look at', async () => {
    const error = await failure(`name,duration\n${'A,soon\n'.repeat(10_001)}`)
    expect(error).toMatchObject({
      message: expect.stringMatching(/More than 10,000 cells are not understood.*duration “soon”/),
      line: 10_002,
      column: 2,
    })
  })

  it('has lists without an end', async () => {
    const rows = `B,${'1;'.repeat(400_000)}\n`
    expect(await failure(`name,predecessors\nA,\n${rows.repeat(3)}`)).toMatchObject({
      message: expect.stringMatching(/more than 1,000,000 items/),
      line: 5,
    })
    expect((await failure(`name,resources\nA,\n${rows.repeat(3)}`)).line).toBe(5)
  })

  it('has more custom fields than can be taken', async () => {
    const header = Array.from({ length: 201 }, (_, index) => `F${index} [text]`).join()
    expect((await failure(`name,${header}\nA`)).message).toBe('More than 200 columns are custom fields')
  })

  // Anything that takes the square of a length here runs into the time limit of tests.
  it('is read soon however its text is made', async () => {
    const fields = Object.values(TASK_TABLE.fields).filter(({ type }) => type === 'text' || type === 'raw')
    for (const part of [' ', '.', '[1', '"a;', '1 x', "'"]) {
      const cell = `"${part.repeat(60_000).replaceAll('"', '""')}x"`
      for (let from = 0; from < fields.length; from += 3) {
        const labels = ['Name', ...fields.slice(from, from + 3).map(({ label }) => label)]
        const outcome = await read(`${labels}\nA,,,\nB,${[cell, cell, cell]}`).catch((reason: unknown) => reason)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FormatError)
      }
      expect((await read(`name,${cell}\nA,1`)).tasks).toHaveLength(1)
    }
  })

  it('has a byte that is no character', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('name\nÜbung '.repeat(10_000)), 0xff, 0x0a])
    const error = await readCsv(bytesOf(bytes, 65_536)).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'FormatError', message: expect.stringMatching(/not text in utf-8/) })
  })

  it('never fails in another way', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('1', '2', '1FS+2d', '3 days', '"', '1.1', '2026-03-02', "'=", 'yes', '40%', 'MSO', '3/4/2026'),
    )
    const columns = fc.shuffledSubarray(Object.values(TASK_TABLE.fields).map(({ label }) => label))
    const rows = fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(columns, rows, async (labels, cells) => {
        const csv = [['Name', ...labels].join(','), ...cells.map((row) => row.join(','))].join('\n')
        const outcome = await read(csv, 1000).catch((reason: unknown) => reason)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FormatError)
      }),
      { numRuns: 300 },
    )
  })
})
