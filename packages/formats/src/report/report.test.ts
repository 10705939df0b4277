import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linkXml, projectXml, type XmlTask } from '../../test-support/mspdi.ts'
import { projectText } from '../../test-support/xer.ts'
import { type FolderReport, reportFolder } from './report-folder.ts'
import { reportJson, reportText } from './report-text.ts'

async function reportOf(files: Readonly<Record<string, string>>): Promise<FolderReport> {
  const folder = await mkdtemp(join(tmpdir(), 'import-report-'))
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return await reportFolder(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const dates = (name: string, start: string, finish: string) =>
  `<${name}Start>2026-03-${start}:00</${name}Start><${name}Finish>2026-03-${finish}:00</${name}Finish>`

/** As stored by a program that schedules like ours, unless `start` says otherwise. */
function dayTask(uid: number, day: string, more = ''): XmlTask {
  const span = [`${day}T08:00`, `${day}T17:00`] as const
  const stored = ['', 'Early', 'Late'].map((name) => dates(name, ...span)).join('')
  return { uid, more: `${stored}<TotalSlack>0</TotalSlack><FreeSlack>0</FreeSlack><Critical>1</Critical>${more}` }
}

const EXACT = projectXml([dayTask(1, '02'), dayTask(2, '03', linkXml(1))])

describe('a report on a folder', () => {
  it('counts what is exact, file by file and in total', async () => {
    const report = await reportOf({ 'b.xml': EXACT, 'a.xml': projectXml([dayTask(1, '03')]), 'c.txt': 'no' })
    expect(reportJson(report)).toMatchObject({
      files: [
        { file: 'a.xml', tasks: 1, equal: { start: 0, finish: 0, late_start: 0, total_slack: 1, critical: 1 } },
        { file: 'b.xml', tasks: 2, equal: { start: 2, finish: 2, early_start: 2, free_slack: 2 }, differences: [] },
      ],
      total: { tasks: 3, equal: { start: 2, total_slack: 3 }, stored: { start: 3 }, even_work: { tasks: 3 } },
    })
  })

  it('names differences, and the rule to suspect', async () => {
    const { files } = await reportOf({ 'a.xml': projectXml([dayTask(1, '03'), dayTask(2, '05', linkXml(1))]) })
    const [file] = files
    const found = file?.error === null ? file.differences : []
    expect(found.filter(({ field }) => field === 'start')).toMatchObject([
      { task: '1', stored: '2026-03-03T08:00', computed: '2026-03-02T08:00', rule: 'rule 21 (project-start)' },
      { task: '2', stored: '2026-03-05T08:00', computed: '2026-03-03T08:00', rule: 'follows task 1' },
    ])
    expect(found.find(({ field }) => field === 'finish')?.rule).toBe('follows its start')
    expect(found.find(({ field }) => field === 'late_start')?.rule).toMatch(/^rule 8, 13, 21/)
  })

  it('tells of a file that cannot be read, and goes on', async () => {
    const report = await reportOf({ 'a.xml': '<html/>', 'b.xer': projectText([]), 'c.xml': EXACT })
    expect(report.files.map(({ file, error }) => [file, error === null])).toEqual([
      ['a.xml', false],
      ['b.xer', true],
      ['c.xml', true],
    ])
    expect(report.all.tasks).toBe(2)
    expect(reportText(report, 10)).toMatch(/a\.xml +cannot be read: line 1: This is a web page\./)
  })

  it('passes over summaries, inactive tasks and those of other projects; split work is counted apart', async () => {
    const tasks = [
      dayTask(1, '02'),
      { ...dayTask(2, '02'), level: 2 },
      dayTask(3, '02', '<Active>0</Active>'),
      dayTask(4, '02', '<ExternalTask>1</ExternalTask>'),
      dayTask(5, '02'),
    ]
    const contoured =
      '<Assignments><Assignment><TaskUID>5</TaskUID><ResourceUID>-65535</ResourceUID><WorkContour>8</WorkContour></Assignment></Assignments>'
    const report = await reportOf({ 'a.xml': projectXml(tasks, { rest: contoured }) })
    expect([report.all.tasks, report.evenWork.tasks]).toEqual([2, 1])
  })

  it('reads as a table', async () => {
    const text = reportText(await reportOf({ 'a.xml': projectXml([dayTask(1, '03')]), 'b.xml': EXACT }), 2)
    expect(text).toMatch(/^exact of stored +tasks +start/)
    expect(text).toMatch(/b\.xml +2 +2\/2/)
    expect(text).toMatch(/total +3 +2\/3/)
    expect(text).toContain('66.7 % of the starts')
    expect(text).toMatch(
      /a\.xml: 6 differences\n {2}task 1 “Task 1” start: stored 2026-03-03T08:00, computed 2026-03-02T08:00/,
    )
    expect(text).toContain('and 4 more (see --json)')
  })
})
