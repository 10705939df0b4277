import Excel from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { readCsv } from '../csv/read-csv.ts'
import { FormatError } from '../format-error.ts'
import { tasksTable } from '../table/tasks/tasks-table.ts'
import { readXlsx } from './read-xlsx.ts'
import { writeXlsx } from './write-xlsx.ts'

/** Written by another program's library, so that not only our own files are understood. */
async function fileOf(fill: (workbook: Excel.Workbook) => void): Promise<Uint8Array> {
  const workbook = new Excel.Workbook()
  fill(workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

describe('a spreadsheet of tasks', () => {
  it('becomes a plan document', async () => {
    const file = await fileOf((workbook) => {
      workbook.addWorksheet('Cover').addRow(['Our new plan'])
      const sheet = workbook.addWorksheet('Tasks')
      sheet.addRows([
        ['The plan as of today'],
        [],
        ['Id', 'Task Name', 'Duration', 'Start', 'Predecessors', '% Complete', 'Milestone', 'Deadline', 'Cost centre'],
        [1, 'Dig', 3, new Date('2026-03-04T00:00:00Z'), null, 0.5, false, null, 'A1'],
        [
          2,
          { richText: [{ text: 'Po' }, { text: 'ur', font: { bold: true } }] },
          '4h',
          null,
          1,
          0,
          false,
          new Date('2026-04-01T12:00:00Z'),
        ],
        [3, 'Done', { formula: '1-1', result: 0 }, null, '1SS+2d;2', null, true],
      ])
      sheet.getColumn(4).numFmt = 'dd.mm.yyyy'
      sheet.getColumn(6).numFmt = '0%'
      sheet.getColumn(8).numFmt = 'dd.mm.yyyy hh:mm'
    })
    const { tasks, links, faults, warnings } = await readXlsx(bytesOf(file, 997))
    expect(tasks).toMatchObject([
      {
        key: '1',
        name: 'Dig',
        durationMinutes: 1440,
        constraint: { kind: 'startNoEarlierThan', date: '2026-03-04T08:00' },
        percentComplete: 50,
        line: 4,
      },
      { key: '2', name: 'Pour', durationMinutes: 240, deadline: '2026-04-01T12:00', line: 5 },
      { key: '3', name: 'Done', kind: 'milestone', durationMinutes: 0, line: 6 },
    ])
    expect(links.map(({ key, lagMinutes }) => [key, lagMinutes])).toEqual([
      ['1/2/FS', 0],
      ['1/3/SS', 960],
      ['2/3/FS', 0],
    ])
    expect(faults).toEqual([])
    expect(warnings).toEqual([{ line: 3, column: 9, message: 'The column “Cost centre” is not known and not read.' }])
  })

  it('tells faults by row and column', async () => {
    const file = await fileOf((workbook) => {
      workbook.addWorksheet('Tasks').addRows([['Name', 'Duration'], [], ['Dig', 'soon']])
    })
    const { faults } = await readXlsx(bytesOf(file, 997))
    expect(faults).toMatchObject([{ key: '1', field: 'durationMinutes', text: 'soon', line: 3, column: 2 }])
  })

  it('is read from the sheet that is named', async () => {
    const file = await fileOf((workbook) => {
      workbook.addWorksheet('One').addRows([['Name'], ['A']])
      workbook.addWorksheet('Two').addRows([['Name'], ['B']])
    })
    expect((await readXlsx(bytesOf(file, 997))).tasks).toMatchObject([{ name: 'A' }])
    expect((await readXlsx(bytesOf(file, 997), { sheet: 'Two' })).tasks).toMatchObject([{ name: 'B' }])
  })
})

describe('a damaged spreadsheet', () => {
  it('only gives errors of formats', async () => {
    const csv = 'id,name,duration,predecessors,deadline\n1,A,3d,,2026-03-02\n2,B,1w,1SS+1d,\n'
    const document = await readCsv(bytesOf(csv))
    const pieces: Uint8Array[] = []
    for await (const piece of writeXlsx(tasksTable(document))) pieces.push(piece)
    const whole = Buffer.concat(pieces)
    const damage = fc.record({
      at: fc.nat(whole.length - 1),
      byte: fc.nat(255),
      cut: fc.option(fc.nat(whole.length), { freq: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const bytes = Buffer.from(whole)
        for (const { at, byte } of damages) bytes[at] = byte
        const length = Math.min(...damages.map(({ cut }) => cut ?? whole.length))
        const outcome = await readXlsx(bytesOf(bytes.subarray(0, length), 4_096)).catch((reason: unknown) => reason)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FormatError)
      }),
      { numRuns: 150 },
    )
  })
})
