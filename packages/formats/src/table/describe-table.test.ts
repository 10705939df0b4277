import { type TableMapping, tableMapping } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { spreadsheet, textRows } from '../../test-support/spreadsheet.ts'
import { readCsv } from '../csv/read-csv.ts'
import { describeTable } from './describe-table.ts'

const describeCsv = (csv: string) => describeTable(bytesOf(csv, 1_000), { format: 'csv' })

/** The fields that the columns of a header are taken for, of rows below it that say nothing. */
async function fieldsOf(header: string, ...rows: string[]): Promise<(string | null)[]> {
  const { mapping } = await describeCsv([header, ...rows].join('\n'))
  return mapping.columns.map(({ field }) => field)
}

describe('what a table is described as', () => {
  it('is its header with samples, what the columns are taken for, and what they can be', async () => {
    const described = await describeCsv(
      ['Id;Vorgang;Dauer (Std.);Farbe;', '1;Graben;4;rot;', '2;Gießen;8;rot;', '3;Fertig;0;blau;'].join('\n'),
    )
    expect(described.header).toEqual([
      { index: 0, name: 'Id', samples: ['1', '2', '3'] },
      { index: 1, name: 'Vorgang', samples: ['Graben', 'Gießen', 'Fertig'] },
      { index: 2, name: 'Dauer (Std.)', samples: ['4', '8', '0'] },
      { index: 3, name: 'Farbe', samples: ['rot', 'blau'] },
    ])
    expect(described.mapping).toEqual({
      columns: [
        { index: 0, field: 'id' },
        { index: 1, field: 'name' },
        { index: 2, field: 'duration' },
        { index: 3, field: null },
      ],
      durationUnit: 'hours',
      dateOrder: 'year-month-day',
    })
    expect(tableMapping.parse(described.mapping)).toEqual(described.mapping)
    expect(described.fields).toContainEqual({ field: 'percent', label: '% complete', isRequired: false })
  })

  it('is that of a spreadsheet too', async () => {
    const file = await spreadsheet({
      sheets: [
        {
          name: 'A',
          rows: textRows([
            ['Nom', 'Durée'],
            ['Creuser', '3j'],
          ]),
        },
      ],
    })
    const { mapping } = await describeTable(bytesOf(file, 500), { format: 'xlsx' })
    expect(mapping.columns.map(({ field }) => field)).toEqual(['name', 'duration'])
  })

  it('is there also when the table could not be read', async () => {
    const { mapping, header } = await describeCsv('a,b\n1,2')
    expect(mapping.columns.map(({ field }) => field)).toEqual([null, null])
    expect(header.map(({ name }) => name)).toEqual(['a', 'b'])
    await expect(describeCsv('')).rejects.toThrow('The file is empty')
  })

  it('reads a large table no further than it must', async () => {
    let given = 0
    async function* source(line: string) {
      yield new TextEncoder().encode('name,start\n')
      for (; given < 1_000; given += 1) yield new TextEncoder().encode(line.repeat(1_000))
    }
    const { mapping } = await describeTable(source('Dig,31/12/2026\n'), { format: 'csv' })
    expect(mapping.dateOrder).toBe('day-month-year')
    expect(given).toBeLessThan(50)
  })
})

describe('the columns of a table', () => {
  it.each([
    [
      'ID,Task Name,Duration,Start,Predecessors,Resource Names,% Complete,Notes',
      'id,name,duration,start,predecessors,resources,percent,notes',
    ],
    [
      'Nr.,Vorgangsname,Dauer,Anfang,Vorgänger,Ressourcennamen,% Abgeschlossen,Notizen',
      'id,name,duration,start,predecessors,resources,percent,notes',
    ],
    [
      'N°,Nom de la tâche,Durée,Début,Prédécesseurs,Noms ressources,% achevé,Remarques',
      'id,name,duration,start,predecessors,resources,percent,notes',
    ],
    [
      'Id,Nombre de tarea,Duración,Comienzo,Predecesoras,Nombres de los recursos,% completado,Notas',
      'id,name,duration,start,predecessors,resources,percent,notes',
    ],
    ['task_name,WBS-Code,outline level,DEADLINE,Due Date,Is Milestone', 'name,wbs,level,deadline,null,milestone'],
    [
      'Vorgangsname,Stichtag,Einschränkungsart,Einschränkungstermin,Ist-Anfang,Ist-Ende',
      'name,deadline,constraintType,constraintDate,actualStart,actualFinish',
    ],
    ['Name,Cost centre [text],Budget [cost Cost1]', 'name,custom:Cost centre,custom:Budget'],
  ])('%s are %s', async (header, fields) => {
    expect((await fieldsOf(header)).map(String).join()).toBe(fields)
  })

  it('are told by their values where they have no name', async () => {
    const rows = ['1,Dig,3d,,50%,A', '2,Pour the slab,2 days,1FS+1d,0%,B', '3,Done,0d,1;2SS,10 %,C']
    expect(await fieldsOf('Column1,,Spalte 3,,Unnamed: 4,', ...rows)).toEqual([
      ...['id', 'name', 'duration', 'predecessors', 'percent', null],
    ])
  })

  it('have one of names, whatever it is called: the one whose values differ most', async () => {
    expect(await fieldsOf('Issue Type,Summary,Wert', 'Bug,Fix the door,1', 'Bug,Paint the wall,2')).toEqual([
      ...[null, 'name', null],
    ])
  })

  it('have starts that hold only where no program has computed them', async () => {
    expect(await fieldsOf('Name,Start,Finish')).toEqual(['name', 'start', null])
    expect(await fieldsOf('Name,Start,Finish,Constraint Type')).toEqual([
      ...['name', 'scheduledStart', 'scheduledFinish', 'constraintType'],
    ])
    expect(await fieldsOf('Name,Not before,Constraint Type')).toEqual(['name', 'start', 'constraintType'])
  })

  it('have WBS codes only where these say more than the outline', async () => {
    expect(await fieldsOf('WBS,Name', '1,A', '1.1,B', '1.2,C', '2,D')).toEqual(['outlineNumber', 'name'])
    expect(await fieldsOf('WBS,Name', '1,A', '1.2,B')).toEqual(['wbs', 'name'])
    expect(await fieldsOf('WBS code,Name', '1,A', '1.1,B')).toEqual(['wbs', 'name'])
  })

  it('are not taken for what none of their values can be', async () => {
    expect(await fieldsOf('Name,Priority,Mode', 'A,P1,foo', 'B,P2,bar')).toEqual(['name', null, null])
    expect(await fieldsOf('Name,Priority,Mode', 'A,high,Manually Scheduled')).toEqual(['name', 'priority', 'mode'])
  })
})

describe('a mapping that is given', () => {
  const csv = 'a,b,c,d\nDig,4,3/4/2026,12\nPour,8,5/6/2026,7\n'
  const mapping: TableMapping = {
    columns: [
      { index: 0, field: 'name' },
      { index: 1, field: 'duration' },
      { index: 2, field: 'deadline' },
      { index: 3, field: 'custom:Site' },
    ],
    durationUnit: 'hours',
    dateOrder: 'day-month-year',
  }

  it('counts instead of what the header says', async () => {
    const { tasks, customFields, warnings, faults } = await readCsv(bytesOf(csv), { mapping })
    expect(tasks).toMatchObject([
      { name: 'Dig', durationMinutes: 240, deadline: '2026-04-03T17:00', customFields: { Site: 12 } },
      { name: 'Pour', durationMinutes: 480, deadline: '2026-06-05T17:00', customFields: { Site: 7 } },
    ])
    expect(customFields).toEqual([{ key: 'Site', name: 'Site', type: 'number' }])
    expect([...warnings, ...faults]).toEqual([])
  })

  it('makes dates faults that do not fit it', async () => {
    const { faults } = await readCsv(bytesOf(`${csv}Done,0,12/31/2026,`), { mapping })
    expect(faults).toMatchObject([{ field: 'deadline', text: '12/31/2026', line: 4, column: 3 }])
  })

  it('may leave out columns, and name ones that a file does not have', async () => {
    const columns = [
      { index: 0, field: 'name' },
      { index: 1, field: null },
      { index: 40, field: 'duration' },
    ]
    const { tasks } = await readCsv(bytesOf(csv), { mapping: { ...mapping, columns } })
    expect(tasks).toMatchObject([{ name: 'Dig', durationMinutes: 480 }, { name: 'Pour' }])
  })

  it('is refused when it names no names, or what is not known', async () => {
    const reading = (columns: { index: number; field: string | null }[]) =>
      readCsv(bytesOf(csv), { mapping: { ...mapping, columns } })
    await expect(reading([{ index: 1, field: 'duration' }])).rejects.toThrow('one of them “name”')
    await expect(
      reading([
        { index: 0, field: 'name' },
        { index: 1, field: 'toString' },
      ]),
    ).rejects.toThrow('names a field “toString”, which tables of this kind do not have')
  })
})

describe('dates whose order nothing tells', () => {
  const deadlines = async (csv: string) => {
    const { tasks, warnings } = await readCsv(bytesOf(csv))
    return [tasks.map(({ deadline }) => deadline?.slice(0, 10)), warnings.map(({ line }) => line)]
  }

  it('are read as the others of the table, or with the month first and a warning', async () => {
    expect(await deadlines('name,deadline\nA,3/4/2026\nB,13/4/2026')).toEqual([['2026-04-03', '2026-04-13'], []])
    expect(await deadlines('name,deadline\nA,3/4/2026\nB,4/13/2026')).toEqual([['2026-03-04', '2026-04-13'], []])
    expect(await deadlines('name,deadline\nA,3/4/2026\nB,5/5/2026')).toEqual([['2026-03-04', '2026-05-05'], [2]])
    expect(await deadlines('name,deadline\nA,3/4/2026\nB,4/13/2026\nC,13/4/2026')).toEqual([
      ['2026-03-04', '2026-04-13', '2026-04-13'],
      [2],
    ])
  })
})
