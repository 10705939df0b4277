import type { TableMapping } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { writeCsv } from '../csv/write-csv.ts'
import { writeXlsx } from '../xlsx/write-xlsx.ts'
import type { TableDefinition } from './definition.ts'
import { describeTable } from './describe-table.ts'
import { readTable } from './read-table.ts'
import type { Table } from './write/table.ts'

/** A list that has nothing to do with tasks. */
const CONTACTS = {
  fields: {
    name: { label: 'Name', type: 'text', isRequired: true, aliases: ['contact', 'full name'] },
    email: { label: 'E-mail', type: 'text', isRequired: true, aliases: ['mail'] },
    kind: { label: 'Kind', type: 'choice', choices: { client: ['Client', 'customer'], supplier: ['Supplier'] } },
    since: { label: 'Since', type: 'date', time: null },
    isActive: { label: 'Active', type: 'flag' },
    employees: { label: 'Employees', type: 'integer', minimum: 1, maximum: 1_000_000, words: { one: 1 } },
    turnover: { label: 'Turnover', type: 'money' },
    share: { label: 'Share', type: 'percent' },
    notes: { label: 'Notes', type: 'raw' },
  },
} as const satisfies TableDefinition

const read = (csv: string) => readTable(bytesOf(csv), CONTACTS, { format: 'csv' })

describe('a list of any kind', () => {
  it('gives rows of typed values', async () => {
    const { rows, faults, warnings } = await read(
      [
        'Full name;Mail;Kind;Since;Active;Employees;Turnover;Share;Notes;Colour',
        'Ann;ann@example.org;customer;31.12.2019;yes;one;1.234,50;0,4; keeps its spaces ;red',
        'Bob;bob@example.org;;;;;;1;;',
      ].join('\n'),
    )
    expect(rows.map(({ line, values }) => ({ line, values }))).toEqual([
      {
        line: 2,
        values: {
          name: 'Ann',
          email: 'ann@example.org',
          kind: 'client',
          since: '2019-12-31',
          isActive: true,
          employees: 1,
          turnover: 123_450,
          share: 40,
          notes: ' keeps its spaces ',
        },
      },
      { line: 3, values: { name: 'Bob', email: 'bob@example.org', share: 100 } },
    ])
    expect(faults).toEqual([])
    expect(warnings).toEqual([{ line: 1, column: 10, message: 'The column “Colour” is not known and not read.' }])
    // What the definition says is known when the code is checked.
    const [first] = rows
    const kind: 'client' | 'supplier' | undefined = first?.values.kind
    const employees: number | undefined = first?.values.employees
    expect([kind, employees]).toEqual(['client', 1])
  })

  it('has faults where it is not understood, by row, field and place', async () => {
    const { rows, faults } = await read('name,mail,employees,active\nAnn,a@x,none at all,perhaps\nBob,b@x,0,no')
    expect(rows.map(({ values }) => values)).toEqual([
      { name: 'Ann', email: 'a@x' },
      { name: 'Bob', email: 'b@x', isActive: false },
    ])
    expect(faults).toEqual([
      {
        row: 0,
        field: 'employees',
        text: 'none at all',
        message: '“none at all” is not a whole number from 1 to 1000000',
        line: 2,
        column: 3,
      },
      { row: 0, field: 'isActive', text: 'perhaps', message: '“perhaps” is neither yes nor no', line: 2, column: 4 },
      { row: 1, field: 'employees', text: '0', message: expect.any(String), line: 3, column: 3 },
    ])
  })

  it('is refused without what it must have, and has no fields of its own unless it takes them', async () => {
    await expect(read('name,phone\nAnn,1')).rejects.toThrow('one of them “e-mail”; it has “name”, “phone”')
    const mapping: TableMapping = {
      columns: [
        { index: 0, field: 'name' },
        { index: 1, field: 'email' },
        { index: 2, field: 'custom:Phone' },
      ],
      durationUnit: 'days',
      dateOrder: 'year-month-day',
    }
    const reading = readTable(bytesOf('a,b,c\n1,2,3'), CONTACTS, { format: 'csv', mapping })
    await expect(reading).rejects.toThrow('names a field “custom:Phone”')
  })

  it('can be described, below a title too', async () => {
    const { header, mapping } = await describeTable(bytesOf('Our friends\n\nname,mail\nAnn,a@x'), {
      format: 'csv',
      definition: CONTACTS,
    })
    expect(header.map(({ name }) => name)).toEqual(['name', 'mail'])
    expect(mapping.columns.map(({ field }) => field)).toEqual(['name', 'email'])
  })

  it('comes back from what is written', async () => {
    const table = (): Table => ({
      name: 'Contacts',
      columns: [
        { key: 'name', label: 'Name', type: 'text' },
        { key: 'email', label: 'E-mail', type: 'text' },
        { key: 'since', label: 'Since', type: 'date' },
        { key: 'isActive', label: 'Active', type: 'flag' },
        { key: 'turnover', label: 'Turnover', type: 'money' },
        { key: 'share', label: 'Share', type: 'percent' },
      ],
      rows: [['=Ann', '+a@x', '2020-02-29', false, 99, 12.5]],
    })
    const values = [{ name: '=Ann', email: '+a@x', since: '2020-02-29', isActive: false, turnover: 99, share: 12.5 }]
    const [csv, xlsx] = await Promise.all([
      readTable(writeCsv(table()), CONTACTS, { format: 'csv' }),
      readTable(writeXlsx(table()), CONTACTS, { format: 'xlsx' }),
    ])
    expect(csv.rows.map((row) => row.values)).toEqual(values)
    expect(xlsx.rows.map((row) => row.values)).toEqual(values)
  })

  it('tells how far it is', async () => {
    const told: { bytes: number; rows: number }[] = []
    const csv = `name,mail\n${'Ann,a@x\n'.repeat(20_000)}`
    await readTable(bytesOf(csv), CONTACTS, { format: 'csv', onProgress: (progress) => told.push(progress) })
    expect(told.at(-1)).toEqual({ bytes: csv.length, rows: 20_000 })
    expect(told.length).toBeGreaterThan(5)
  })
})
