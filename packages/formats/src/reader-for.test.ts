import { describe, expect, it } from 'vitest'
import { bytesOf } from '../test-support/bytes.ts'
import { projectXml } from '../test-support/mspdi.ts'
import { projectText } from '../test-support/xer.ts'
import { FormatError } from './format-error.ts'
import { readPlan } from './reader-for.ts'

const PMXML = '<APIBusinessObjects><Project><ObjectId>1</ObjectId><Name>Plant</Name></Project></APIBusinessObjects>'

describe('a plan of any kind', () => {
  it.each([
    ['mspdi', projectXml([{ uid: 1 }]), 'Plan'],
    ['xer', projectText([{ task_id: 1 }]), 'New plant'],
    ['pmxml', PMXML, 'Plant'],
    ['csv', 'name,duration\nDig,3d\n', null],
  ])('is read as %s by its content, however it is cut', async (_format, text, name) => {
    for (const size of [7, 1_000_000]) {
      expect((await readPlan(bytesOf(text, size), 'plan.xml')).name).toBe(name)
    }
  })

  it('longer than what tells its kind is read to its end', async () => {
    const tasks = Array.from({ length: 2_000 }, (_, index) => ({ task_id: index + 1, task_name: 'x'.repeat(60) }))
    expect((await readPlan(bytesOf(projectText(tasks), 4_096), 'plan')).tasks).toHaveLength(2_000)
  })

  it('that cannot be read says why', async () => {
    const error = await readPlan(bytesOf('<rss/>'), 'feed.xml').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FormatError)
    expect((error as FormatError).message).toMatch(/XML of another kind: it starts with <rss>/)
  })
})
