import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { FormatError } from '../format-error.ts'
import type { PlanDocument } from '../plan-document.ts'
import { readCsv } from './read-csv.ts'

function read(csv: string | Uint8Array, chunkSize?: number): Promise<PlanDocument> {
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
    expect(await outline('name,level\nA,1\nB,3\nC,2\nD,1')).toEqual([
      ['1', null],
      ['2', '1'],
      ['3', '1'],
      ['4', null],
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

describe('a file that is not right', () => {
  it.each([
    ['is empty', '', /empty/, 1],
    ['has no names', 'a,b\n1,2', /one of them “name”; it has “a”, “b”/, 1],
    ['has a bad duration', 'name,duration\nA,1d\nB,soon', /duration “soon”/, 3],
    ['has a bad date', 'name,start\nA,2026-02-30', /date “2026-02-30”/, 2],
    ['has a bad level', 'name,level\nA,x', /outline level “x”/, 2],
    ['has a bad percentage', 'name,progress\nA,lots', /“lots” is not a percentage/, 2],
    ['has a predecessor that is not there', 'name,predecessors\nA,\nB,9FS', /“B” depends on “9”/, 3],
    ['has a predecessor that says nothing', 'name,predecessors\nA,\nB,1FS+x', /“1FS\+x”/, 3],
    ['has an id twice', 'id,name\n1,A\n1,B', /Two tasks have the id “1”/, 3],
    ['has a parent that is not there', 'id,name,parent\n1,A,7', /parent “7”/, 2],
    ['has parents in a circle', 'id,name,parent\n1,A,2\n2,B,1', /run in a circle/, 2],
    ['has links in a circle', 'name,predecessors\nA,2\nB,1', /circle: “A” > “B” > “A”/, 2],
    ['has a quote that does not close', 'name\n"A\nB', /quoted cell is not closed/, 2],
  ])('%s', async (_what, csv, message, line) => {
    const error = await failure(csv)
    expect(error.message).toMatch(message)
    expect(error.line).toBe(line)
  })

  it('is told by column too', async () => {
    expect(await failure('name,duration\nA,soon')).toMatchObject({ line: 2, column: 2 })
  })

  it('never fails in another way', async () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('1', '2', '1FS+2d', '3 days', '"', '1.1', '2026-03-02', "'="))
    const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const csv = ['id,name,duration,predecessors,start,wbs', ...cells.map((row) => row.join(','))].join('\n')
        const outcome = await read(csv, 1000).catch((reason: unknown) => reason)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FormatError)
      }),
      { numRuns: 300 },
    )
  })
})
