import type { ImportFormat } from '@throughline/contract'
import { type BadFile, badText, HERE, inEncoding, joined, utf8 } from './bad-file.ts'
import { activity, mspdi, mspdiLink, mspdiTask, pmxml, relationship } from './plain-files.ts'

interface Form {
  readonly format: ImportFormat
  readonly name: string
  readonly whole: (content: string) => string
  /** A task of which a part of the text is chosen. */
  readonly task: (more: string) => string
}

const forms: readonly Form[] = [
  {
    format: 'mspdi',
    name: 'project',
    whole: (content) => mspdi([content]),
    task: (more) => mspdiTask({ uid: 1, more }),
  },
  { format: 'pmxml', name: 'primavera', whole: (content) => pmxml(content), task: (more) => activity(1, more) },
]

const beforeRoot = (text: string, added: string): string => text.replace(/\?>\n?/, `?>\n${added}\n`)
/** More than what tells the format. */
const long = (task: Form['task']): string => `<!-- ${'long '.repeat(15_000)} -->${task('')}\n`

/** What goes for XML of both kinds. */
function ofForm({ format, name, whole, task }: Form): BadFile[] {
  const plain = whole(task(''))
  const bad = (file: string, wrong: string, marked: string, message: RegExp, hasColumn = true) =>
    badText(format, `${name}-${file}.xml`, wrong, marked, message, { hasColumn })
  const doctype = (subset: string) => beforeRoot(plain, `<!DOCTYPE x ${subset}>${HERE}`)
  return [
    bad('doctype', 'a document type', doctype('[<!ENTITY a "b">]'), /DOCTYPE/),
    bad('external', 'a file from elsewhere', doctype('SYSTEM "file:///etc/passwd"'), /DOCTYPE/),
    bad('entity', 'an entity that is not defined', whole(task(`\n${HERE}<Notes>&lol;</Notes>`)), /entity/i),
    bad('nul', 'a NUL character, spelt out', whole(task(`\n${HERE}<Notes>a&#0;b</Notes>`)), /entity|character/i),
    bad('surrogate', 'half a character', whole(task(`\n${HERE}<Notes>&#xD800;</Notes>`)), /entity|character/i),
    bad('deep', '65 levels', whole(`\n${HERE}${'<a>'.repeat(63)}${'</a>'.repeat(63)}`), /nested more than 64 deep/),
    bad('bottomless', '100,000 levels', whole(`\n${HERE}${'<a>'.repeat(100_000)}`), /nested more than 64 deep/),
    bad(
      'unclosed',
      'a wrong end',
      `${whole('')
        .trimEnd()
        .replace(/<\/\w+>$/, '')}${HERE}</Other>`,
      /well-formed/,
    ),
    bad('cut-short', 'cut short', `${plain.slice(0, plain.indexOf('</Name>'))}${HERE}`, /well-formed/),
    bad('markup', 'a character that has to be escaped', whole(task(`\n${HERE}<Notes>a < b</Notes>`)), /well-formed/),
    bad('encoding', 'an unknown encoding', `${HERE}${plain.replace('UTF-8', 'klingon-8')}`, /encoding/, false),
    {
      ...bad('latin1', 'UTF-8 that is not', plain, /not text in utf-8/),
      bytes: inEncoding(plain.replace('Name>', 'Name>Übung '), 'latin1'),
      ...{ line: 1, hasColumn: false },
    },
    {
      ...bad('late-nul', 'a NUL character far into the file', whole(long(task)), /character/i),
      bytes: utf8(whole(`${long(task)}<Notes>\0</Notes>`)),
      line: whole(`${long(task)}${HERE}`)
        .slice(0, whole(`${long(task)}${HERE}`).indexOf(HERE))
        .split('\n').length,
    },
    {
      ...bad('half', 'half a character in UTF-16', plain, /not text in utf-16le/),
      bytes: joined(new Uint8Array([0xff, 0xfe]), inEncoding(plain.replace('Name>', 'Name>\ud800'), 'utf16le')),
      ...{ line: 1, hasColumn: false },
    },
  ]
}

const project = (file: string, wrong: string, marked: string, message: RegExp, hasColumn = true): BadFile =>
  badText('mspdi', `project-${file}.xml`, wrong, marked, message, { hasColumn })
const primavera = (file: string, wrong: string, content: string, message: RegExp, hasColumn = true): BadFile =>
  badText('pmxml', `primavera-${file}.xml`, wrong, pmxml(content), message, { hasColumn })

const linked = (uid: number, to: number, mark = ''): string =>
  mspdiTask({ uid, name: `Task ${uid}`, more: `\n${mark}${mspdiLink(to)}` })

function projectFiles(): BadFile[] {
  const one = (more: string) => mspdi([mspdiTask({ uid: 1, more })])
  return [
    project('cycle', 'links in a circle', mspdi([linked(1, 2), linked(2, 1)]), /circle: “Task \d” >/, false),
    project('no-task', 'a link to a task that is not there', mspdi([linked(1, 99, HERE)]), /99/, false),
    project('twice', 'a UID twice', mspdi([mspdiTask({ uid: 1 }), `\n${HERE}${mspdiTask({ uid: 1 })}`]), /UID/, false),
    project('year-9999', 'a date too far away', one(`\n${HERE}<Deadline>9999-12-31T08:00:00</Deadline>`), /1600/),
    project('no-date', 'a date that is none', one(`\n${HERE}<Deadline>2026-02-30T08:00:00</Deadline>`), /Deadline/),
    project('no-number', 'a number that is none', one(`\n${HERE}<Priority>high</Priority>`), /Priority/),
  ]
}

function primaveraFiles(): BadFile[] {
  const two = `${activity(1)}\n${activity(2)}`
  const first = `<Activity><ObjectId>1</ObjectId><ProjectObjectId>1</ProjectObjectId>\n${HERE}`
  const wbs = (id: number, parent: number) =>
    `<WBS><ObjectId>${id}</ObjectId><Name>W${id}</Name><ProjectObjectId>1</ProjectObjectId><ParentObjectId>${parent}</ParentObjectId></WBS>`
  const cycle = `${two}\n${relationship(1, 2)}\n${relationship(2, 1)}`
  const below = `<PlannedDuration>-8</PlannedDuration></Activity>`
  const outline = `${HERE}${wbs(11, 12)}\n${wbs(12, 11)}`
  return [
    primavera('cycle', 'links in a circle', cycle, /circle: “Activity \d” >/, false),
    primavera('no-task', 'a link to a task that is not there', `${two}\n${HERE}${relationship(9, 1)}`, /“9”/, false),
    primavera(
      'twice',
      'an ObjectId twice',
      `${activity(1)}\n${HERE}${activity(1)}`,
      /ObjectId “1” stands twice/,
      false,
    ),
    primavera('negative', 'a duration below zero', `${first}${below}`, /PlannedDuration.*-8/),
    primavera('year-9999', 'a date too far away', `\n${HERE}<DataDate>9999-12-31T08:00:00</DataDate>`, /1600/),
    primavera('no-date', 'a date that is none', `\n${HERE}<DataDate>soon</DataDate>`, /DataDate/),
    primavera('outline', 'a structure in a circle', outline, /circle/, false),
  ]
}

/** Read all the same: the row waits until somebody mends it. */
export const waitingFiles = (): BadFile[] => [
  project('negative', 'a duration below zero', negative(), /less than nothing/),
]

const negative = (): string =>
  mspdi([mspdiTask({ uid: 1, duration: '-PT8H0M0S' }).replace('<Duration>', `${HERE}<Duration>`)])

export const xmlFiles = (): BadFile[] => [...forms.flatMap(ofForm), ...projectFiles(), ...primaveraFiles()]
