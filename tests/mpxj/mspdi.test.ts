import { type PlanDocument, writeMspdi } from '@throughline/formats'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyDocument } from '../../packages/formats/test-support/any-document.ts'
import { linkedDocument } from '../../packages/formats/test-support/linked-document.ts'
import { readWithMpxj } from './mpxj-plan.ts'
import { compareMspdi } from './mspdi-expected.ts'
import { prepareMpxj, type RunMpxj } from './prepare-mpxj.ts'
import { scheduledPlan } from './scheduled-plan.ts'

const DAYS = { firstDay: '2019-01-01', count: 1_500 }
const DOCUMENTS = 40
/** Keys are told from UIDs. */
const ALL = { keys: 'numbers' } as const
/**
 * A shift beyond midnight has a length below zero in MPXJ (LocalTimeHelper.getMillisecondsInRange), so that it never comes to
 * the end of work over time in such a calendar (MSPDITimephasedWorkNormaliser.splitDays). Only tasks that are interrupted
 * and uneven work have any.
 */
const BY_DAY = { ...ALL, nightShifts: false }
const AT_NIGHT = { ...ALL, splits: false, assignmentWork: false }

let run: RunMpxj
beforeAll(async () => {
  run = await prepareMpxj()
}, 600_000)

async function expectSame(documents: readonly PlanDocument[]): Promise<void> {
  const files = documents.map((document) => ({
    ending: 'xml',
    content: Buffer.from([...writeMspdi(document)].join('')),
  }))
  const plans = await readWithMpxj(run, files, DAYS)
  expect(plans).toHaveLength(documents.length)
  plans.forEach((plan, index) => {
    const [document] = documents.slice(index)
    if (document === undefined) throw new Error('MPXJ read more files than there are')
    const { expected, found } = compareMspdi(document, plan, DAYS)
    expect(found, `document ${index}`).toEqual(expected)
  })
}

describe('what MPXJ reads in our Microsoft Project XML', () => {
  it('is what any plan says', async () => {
    await expectSame(
      [anyDocument(BY_DAY), linkedDocument(BY_DAY), anyDocument(AT_NIGHT)].flatMap((any) =>
        fc.sample(any, { numRuns: DOCUMENTS }),
      ),
    )
  })

  it('is what a plan of 2,000 tasks says, with the dates that we compute', async () => {
    await expectSame([await scheduledPlan(2_000)])
  })
})
