import { describe, expect, it, test } from 'vitest'
import { confirmFormat, detectFormat } from './detect-format.ts'

const bytes = (text: string, encoding: BufferEncoding = 'latin1') => new Uint8Array(Buffer.from(text, encoding))
const zip = (...names: string[]) => bytes(names.map((name) => `PK\u0003\u0004${'\0'.repeat(26)}${name}data`).join(''))

test.each([
  ['plan.xml', bytes('<?xml version="1.0"?><Project/>'), 'mspdi'],
  ['plan.xml', bytes('\ufeff\n  <Project/>', 'utf8'), 'mspdi'],
  ['plan', bytes('<Project xmlns="http://schemas.microsoft.com/project">'), 'mspdi'],
  ['plan.xml', bytes('\ufeff<?xml version="1.0"?><Project/>', 'utf16le'), 'mspdi'],
  ['plan.xml', bytes('<?xml version="1.0"?><Project/>', 'utf16le'), 'mspdi'],
  ['plan.csv', bytes('\ufeffname,\u0100', 'utf16le'), 'csv'],
  ['plan.csv', bytes('\ufeffname,\u0100', 'utf16le').map((_, at, all) => all[at ^ 1] ?? 0), 'csv'],
  ['plan.xml', bytes('<!-- <html> --><!DOCTYPE Project [<!ENTITY a "b">]>\n<Project/>'), 'mspdi'],
  ['plan.xml', bytes('<?xml version="1.0"?><APIBusinessObjects xmlns:xsi="x">'), 'pmxml'],
  ['plan.csv', bytes('<p6:APIBusinessObjects xmlns:p6="x">'), 'pmxml'],
  ['plan.txt', bytes('ERMHDR\t19.12\t2026-03-01'), 'xer'],
  ['plan.csv', bytes('name,duration\n'), 'csv'],
  ['plan.txt', bytes('name;duration\r\nDig;3'), 'csv'],
  ['plan.csv', bytes('Tätigkeit\tDauer\n'), 'csv'],
  ['plan.json', bytes('{ "project": {}'), 'json'],
  ['plan.json', bytes('[{"name": 1}]'), 'json'],
  ['plan.zip', zip('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
  ['plan.xlsx', zip('[Content_Types].xml'), 'xlsx'],
  ['plan.xlsx', zip('docProps/app.xml', 'xl/worksheets/sheet1.xml'), 'xlsx'],
] as const)('%s with such content is %s', (name, head, format) => {
  expect(detectFormat(head, name)).toEqual({ format, refusal: null })
})

test.each([
  ['plan.mpp', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /Microsoft Project \(\.mpp\).*“XML Format”/],
  ['plan.xml', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /“XML Format”/],
  ['plan.XLS', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /old Excel.*\.xlsx/],
  ['plan.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /old Office/],
  ['plan.xlsx', zip('[Content_Types].xml', 'word/document.xml'), /not a workbook/],
  ['plan.xlsx', zip('[Content_Types].xml', 'xl/workbook.bin'), /xlsb/],
  ['plan.ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), /ods/],
  ['plan.zip', zip('plan.xml'), /Unpack it/],
  ['plan.pdf', bytes('%PDF-1.7'), /PDF/],
  ['plan.png', bytes('\x89PNG\r\n'), /picture/],
  ['plan.gz', bytes('\x1f\x8b\x08'), /archive/],
  ['plan.csv', bytes('a\0b'), /binary/],
  ['plan.xml', bytes(''), /empty/],
  ['plan.xml', bytes(' \n '), /empty/],
  ['plan.xml', bytes('<?xml version="1.0"?><!DOCTYPE html><html lang="en">'), /web page/],
  ['plan.xml', bytes('<rss version="2.0">'), /starts with <rss>/],
  ['plan.xml', bytes('<'), /no element/],
  ['plan.txt', bytes('Dear planner\nplease, build it'), /not a table/],
] as const)('%s with such content is refused', (name, head, reason) => {
  const { format, refusal } = detectFormat(head, name)
  expect(format).toBeNull()
  expect(refusal).toMatch(reason)
})

describe('what somebody says that a file is', () => {
  it('has to be so', () => {
    expect(confirmFormat(bytes('a,b\n'), 'plan.csv', 'mspdi').refusal).toMatch(/does not look like mspdi.*CSV/)
    expect(confirmFormat(bytes('a,b\n'), 'plan.csv', 'csv').format).toBe('csv')
    expect(confirmFormat(bytes('a,b\n'), 'plan.csv', undefined).format).toBe('csv')
  })
})
