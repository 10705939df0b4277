import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { FULL_XER } from '../../test-support/full-xer.ts'
import { rowsOfXer } from '../../test-support/read-back.ts'
import { projectText } from '../../test-support/xer.ts'
import type { PlanDocument } from '../plan-document.ts'
import { readXer } from './read-xer.ts'
import { writeXer } from './write/write-xer.ts'

const bytes = (document: PlanDocument) => Buffer.concat([...writeXer(document)])
const text = (document: PlanDocument) => bytes(document).toString('latin1')
const read = (content: string | Uint8Array) => readXer(bytesOf(content, 5_000))
const rowsOf = (document: PlanDocument, table: string) => rowsOfXer(bytes(document), table)

describe('a file of Primavera', () => {
  it('is read with all that a plan can hold of it', async () => {
    const document = await read(FULL_XER)
    expect(document).toMatchObject({ currency: 'EUR', minutesPerWeek: 2_430 })
    expect(document.customFields).toEqual([{ key: 'user_field_7', name: 'Zone', type: 'text' }])
    const [loe, ground, dig] = document.tasks
    expect(ground).toMatchObject({ key: 'wbs-11', wbs: 'G' })
    expect(loe).toMatchObject({ name: 'Site', manual: { start: '2026-03-03T08:00' } })
    expect(dig).toMatchObject({
      guid: '772b9000-0d65-4236-9449-a4d8ac58caf8',
      wbs: 'A',
      name: 'Say "dig"',
      notes: 'Scope:\nTwo pits\n\nRisk:\nRock',
      customFields: { user_field_7: 'North' },
    })
    expect(document.resources).toMatchObject([
      {
        name: 'Ann',
        maxUnits: 0.5,
        availability: [
          { from: null, to: '2026-06-01T00:00', units: 0.5 },
          { from: '2026-06-01T00:00', to: null, units: 1 },
        ],
        standardRateMinor: 4_025,
        overtimeRateMinor: 6_038,
        notes: 'Day\nshift',
      },
    ])
    expect(document.assignments).toMatchObject([{ units: 1.5, workMinutes: 840, actualWorkMinutes: 120 }])
  })

  it('is written as it was, without other projects and what is theirs', async () => {
    const written = text(await read(FULL_XER)).split('\r\n')
    const isLost = (line: string) => !written.includes(line)
    expect(
      FULL_XER.split('\r\n')
        .filter(isLost)
        .map((line) => line.split('\t').slice(0, 3).join(' ')),
    ).toEqual(['%R 2 Other', '%R 20 2', '%R 6 Nobody', '%R 3 2', '%R 3 1', '%R 7 3'])
    expect(written.filter((line) => !FULL_XER.split('\r\n').includes(line))).toEqual([])
  })

  it('follows what has been changed in the plan since', async () => {
    const document = await read(FULL_XER)
    const changed = document.tasks.map((each) =>
      each.key === '1'
        ? { ...each, name: 'Dig', durationMinutes: 4_800, notes: 'One pit', customFields: { user_field_7: 'East' } }
        : each,
    )
    const rows = await rowsOf({ ...document, tasks: changed }, 'TASK')
    expect(rows.find(({ task_id }) => task_id === '1')).toMatchObject({
      task_name: 'Dig',
      target_drtn_hr_cnt: '80',
      cstr_type2: 'CS_MSOB',
      float_path: '3',
    })
    const back = await read(bytes({ ...document, tasks: changed }))
    expect(back.tasks.find(({ key }) => key === '1')).toMatchObject({
      notes: 'One pit',
      customFields: { user_field_7: 'East' },
      durationMinutes: 4_800,
    })
  })

  it('loses with a task what names it', async () => {
    const document = await read(FULL_XER)
    const content = text({
      ...document,
      tasks: document.tasks.filter(({ key }) => key !== '1'),
      assignments: [],
      links: [],
    })
    expect(content).not.toMatch(/%T\tTASKACTV\r\n%F[^\r]*\r\n%R\t1/)
    expect(content).not.toContain('\tRock')
    expect(content).not.toMatch(/%R\t(90|91|72)\t/)
    expect(content).not.toMatch(/%R\t[79]\t1\t/)
  })

  it('is read without what only a file of Primavera has a use for, if nobody asks for it', async () => {
    const document = await readXer(bytesOf(FULL_XER, 5_000), { keepsExtra: false })
    const parts = [document, ...document.calendars, ...document.tasks, ...document.resources, ...document.assignments]
    expect(parts.map(({ extra }) => extra)).toEqual(parts.map(() => null))
  })

  it('that is in UTF-8 stays so', async () => {
    const document = await read(new TextEncoder().encode(projectText([{ task_id: 1, task_name: '測試 ½' }])))
    expect(bytes(document).toString('utf8')).toContain('\t測試 ½\r\n')
  })
})
