import { type PlanDocument, readPmxml, readXer, writeXer } from '@throughline/formats'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyDocument } from '../../packages/formats/test-support/any-document.ts'
import { linkedDocument } from '../../packages/formats/test-support/linked-document.ts'
import { convertWithMpxj, readWithMpxj } from './mpxj-plan.ts'
import { prepareMpxj, type RunMpxj } from './prepare-mpxj.ts'
import { scheduledPlan } from './scheduled-plan.ts'
import { compareXer } from './xer-expected.ts'

const DAYS = { firstDay: '2024-01-01', count: 400 }
const DOCUMENTS = 40

let run: RunMpxj
beforeAll(async () => {
  run = await prepareMpxj()
}, 600_000)

const xerOf = (document: PlanDocument) => Buffer.concat([...writeXer(document)])

async function expectSame(documents: readonly PlanDocument[]): Promise<void> {
  const files = documents.map((document) => ({ ending: 'xer', content: xerOf(document) }))
  const plans = await readWithMpxj(run, files, DAYS)
  expect(plans).toHaveLength(documents.length)
  plans.forEach((plan, index) => {
    const [document] = documents.slice(index)
    if (document === undefined) throw new Error('MPXJ read more files than there are')
    const { expected, found } = compareXer(document, plan, DAYS)
    expect(found, `document ${index}`).toEqual(expected)
  })
}

describe('what MPXJ reads in our XER', () => {
  it('is what any plan says', async () => {
    await expectSame([anyDocument(), linkedDocument()].flatMap((any) => fc.sample(any, { numRuns: DOCUMENTS })))
  })

  it('is what a plan of 2,000 tasks says, with the dates that we compute', async () => {
    await expectSame([await scheduledPlan(2_000)])
  })
})

describe('the XML that MPXJ makes of our XER', () => {
  it('reads as the XER does', async () => {
    const document = await scheduledPlan(500)
    const [xml] = await convertWithMpxj(run, 'PMXML', [{ ending: 'xer', content: xerOf(document) }])
    const ofXml = await readPmxml(streamOf(xml ?? new Uint8Array()))
    const ofXer = await readXer(streamOf(xerOf(document)))
    expect(ofXml.tasks.map(plainTask)).toEqual(ofXer.tasks.map(plainTask))
    expect(linksOf(ofXml)).toEqual(linksOf(ofXer))
    expect(ofXml.calendars.map(({ week }) => week)).toEqual(ofXer.calendars.map(({ week }) => week))
  })
})

async function* streamOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

/** Late dates are not in what MPXJ writes, nor are our fields of the project, which tell codes that are none. */
function plainTask({
  extra: _extra,
  line: _line,
  key: _key,
  wbs: _wbs,
  stored,
  ...task
}: PlanDocument['tasks'][number]) {
  return { ...task, start: stored?.start, finish: stored?.finish }
}

/** By the names of the tasks. */
function linksOf({ tasks, links }: PlanDocument): string[] {
  const names = new Map(tasks.map(({ key, name }) => [key, name]))
  const nameOf = (key: string) => names.get(key) ?? key
  return links
    .map(({ predecessorKey, successorKey, type, lagMinutes }) => {
      return `${nameOf(predecessorKey)} ${type} ${nameOf(successorKey)} ${lagMinutes}`
    })
    .sort()
}
