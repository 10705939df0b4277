import { type BadFile, badText, HERE, inEncoding, utf8 } from './bad-file.ts'
import { xer } from './plain-files.ts'

const bad = (file: string, wrong: string, marked: string, message: RegExp, hasColumn = true): BadFile =>
  badText('xer', `${file}.xer`, wrong, marked, message, { hasColumn })

/** Puts the mark before the row of a table that begins so. */
const at = (text: string, row: string): string => text.replace(row, `${HERE}${row}`)
const ended = (text: string, added: string): string => text.replace('%E', `${added}\r\n%E`)
const elements = '%T\tPROJWBS\r\n%F\twbs_id\tproj_id\tparent_wbs_id\r\n%R\t11\t1\t12\r\n%R\t12\t1\t11'

export function xerFiles(): BadFile[] {
  const link = (task: number, from: number) => ({ task_id: task, pred_task_id: from, lag_hr_cnt: 0 })
  const circle = xer({}, [link(2, 1), link(1, 2)])
  const task = '%R\t1\t10\tTT_Task\tTK_NotStart\t1\t'
  const second = '%R\t1\t10\tTT_Task\tTK_NotStart\t2\t'
  const far = xer({ cstr_type: 'CS_MSOA', cstr_date: '9999-12-31 08:00' })
  return [
    bad('cut-short', 'cut short between rows', xer().replace('\r\n%E\r\n', HERE), /cut short/, false),
    bad('cut-in-a-row', 'cut short in a row', `${xer().slice(0, -40)}${HERE}`, /cut short/, false),
    bad('no-project', 'no project', `${HERE}ERMHDR\t19.12\r\n%E\r\n`, /no project/, false),
    bad('no-columns', 'a table without columns', `ERMHDR\r\n%T\tTASK\r\n${HERE}%R\t1\r\n%E`, /columns/, false),
    bad('no-table', 'a row without a table', `ERMHDR\r\n${HERE}%R\t1\r\n%E`, /before the table/, false),
    bad(
      'columns',
      'a million columns',
      ended(xer(), `%T\tX\r\n${HERE}%F${'\tc'.repeat(1_000_000)}`),
      /1000 col/,
      false,
    ),
    bad('endless', 'a line without an end', ended(xer(), `${HERE}%R\t${'x'.repeat(5_000_000)}`), /longer/, false),
    bad('nul', 'a NUL character', `${xer()}`, /NUL/),
    bad('cycle', 'links in a circle', circle, /circle: “\w+” >/, false),
    bad('outline', 'a structure in a circle', ended(xer(), elements).replace('%R\t11', `${HERE}%R\t11`), /circle/),
    bad('no-task', 'a link to a task that is not there', at(xer({}, [link(2, 9)]), '%R\t1\tPR_FS'), /“9” is no task/),
    bad('twice', 'a task_id twice', at(xer({ task_id: 2 }), '%R\t1\t10\tTT_Task\tTK_NotStart\t2\tB'), /stands twice/),
    bad('negative', 'a duration below zero', at(xer({ target_drtn_hr_cnt: -8 }), task), /below zero: “-8”/),
    bad('no-number', 'a duration that is none', at(xer({ target_drtn_hr_cnt: 'long' }), task), /number/),
    bad('year-9999', 'a date too far away', at(far, task), /years 1600 to 3000/),
    bad('no-date', 'a date that is none', at(xer({ cstr_type: 'CS_MSO', cstr_date: 'soon' }), task), /a date such as/),
    bad(
      'no-id',
      'a task without a number',
      at(xer().replace(second, second.replace('\t2\t', '\t\t')), '%R\t1\t10\tTT_Task\tTK_NotStart\t\t'),
      /task_id is missing/,
    ),
    {
      ...bad('wrong-bytes', 'UTF-8 that breaks off', xer(), /not text in utf-8/, false),
      bytes: new Uint8Array(
        Buffer.concat([
          utf8(xer({ task_name: 'Übung' }).replace('%E', `%T\tX\r\n${'%R\r\n'.repeat(20_000)}%E`)),
          inEncoding('ü\r\n', 'latin1'),
        ]),
      ),
      line: null,
    },
  ].map((file) => (file.name === 'nul.xer' ? withLateNul(file) : file))
}

/** Past what tells the format. */
function withLateNul(file: BadFile): BadFile {
  const marked = ended(xer(), `%T\tX\r\n%F\ta\r\n${'%R\tx\r\n'.repeat(20_000)}%R\t${HERE}\0`)
  const line = marked.slice(0, marked.indexOf(HERE)).split('\n').length
  return { ...file, bytes: utf8(marked.replace(HERE, '')), line }
}
