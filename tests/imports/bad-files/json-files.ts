import { type BadFile, badText, HERE } from './bad-file.ts'
import { json } from './plain-files.ts'

const bad = (file: string, wrong: string, marked: string, message: RegExp, hasColumn = true): BadFile =>
  badText('json', `${file}.json`, wrong, marked, message, { hasColumn })

export async function jsonFiles(): Promise<BadFile[]> {
  const plain = await json()
  /** The row of the first task, changed and marked. */
  const task = (from: string | RegExp, to: string): string =>
    mark(plain, /\{"key":"1","guid":[^\n]*"name":"Dig"/, from, to)
  const link = (from: string | RegExp, to: string): string => mark(plain, /\{"key":"[^\n]*"predecessorKey":/, from, to)
  return [
    bad('cut-short', 'cut short', `${plain.slice(0, -20)}${HERE}`, /ends before the plan does|not JSON/, false),
    bad('not-json', 'a comma too many', task('"name":"Dig"', '"name":"Dig",,'), /not JSON/),
    bad('other', 'other JSON', `${HERE}{"schema":"network/1"}`, /not a plan of Throughline/),
    bad('version', 'of a later version', `${HERE}${plain.replace('"version":1', '"version":2')}`, /version 2/),
    bad('deep', '100,000 levels', task('"extra":null', `"extra":${'['.repeat(100_000)}`), /nested more than 64 deep/),
    bad('no-name', 'a task without a name', task('"name":"Dig",', ''), /name is missing/),
    bad('nul', 'a NUL character, spelt out', task('Dig', 'D\\u0000g'), /NUL/),
    bad('surrogate', 'half a character', task('Dig', 'D\\ud800g'), /surrogate/),
    bad('negative', 'a duration below zero', task(/"durationMinutes":\d+/, '"durationMinutes":-8'), /below zero/),
    bad('huge', 'a number beyond all', task(/"durationMinutes":\d+/, '"durationMinutes":1e999'), /durationMinutes/),
    bad('year-9999', 'a date too far away', task('"deadline":null', '"deadline":"9999-12-31T08:00"'), /1600 to 3000/),
    bad('no-date', 'a date that is none', task('"deadline":null', '"deadline":"2026-02-30T08:00"'), /deadline/),
    bad('no-task', 'a link to a task that is not there', link('"predecessorKey":"1"', '"predecessorKey":"9"'), /“9”/),
    bad(
      'twice',
      'a key twice',
      plain.replace(/\{"key":"2"(,"guid":[^\n]*"name":"Pour")/, `${HERE}{"key":"1"$1`),
      /“1”/,
    ),
    bad('cycle', 'a task that follows itself', link('"predecessorKey":"1"', '"predecessorKey":"2"'), /circle/, false),
    bad('no-calendar', 'a calendar that is not there', task('"calendarKey":null', '"calendarKey":"9"'), /“9”/),
  ]
}

function mark(plain: string, row: RegExp, from: string | RegExp, to: string): string {
  const found = row.exec(plain)
  if (found === null) throw new Error(`there is no row like ${row}`)
  const end = plain.indexOf('\n', found.index)
  const changed = plain.slice(found.index, end).replace(from, to)
  return `${plain.slice(0, found.index)}${HERE}${changed}${plain.slice(end)}`
}
