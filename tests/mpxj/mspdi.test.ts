import { type PlanDocument, writeMspdi } from '@throughline/formats'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyDocument } from '../../packages/formats/test-support/any-document.ts'
import { linkedDocument } from '../../packages/formats/test-support/linked-document.ts'
import { readWithMpxj } from './mpxj-plan.ts'
import { compareMspdi } from './mspdi-expected.ts'
import { prepareMpxj, type RunMpxj } from './prepare-mpxj.ts'
import { scheduledPlan } from './scheduled-plan.ts'

const DAYS = { firstDay: '2024-01-01', count: 400 }
const DOCUMENTS = 40
/** Without what MPXJ does not read: see "Proof" in docs/formats.md. */
const READ = {
  keys: 'numbers',
  bareCalendar: false,
  nightShifts: false,
  bases: false,
  workWeeks: false,
  recurrences: false,
  mandatoryConstraints: false,
  external: false,
} as const
const TASKS = { ...READ, resources: false }
const WORK = { ...READ, manual: false, assignmentWork: false, availability: false }

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

/** Of exceptions that overlap, other programs make this or that. */
const isClear = ({ calendars }: PlanDocument): boolean =>
  calendars.every(({ exceptions }) => {
    const sorted = exceptions.toSorted((a, b) => (a.from < b.from ? -1 : 1))
    return sorted.every(({ to }, index) => to < (sorted[index + 1]?.from ?? '9999'))
  })

describe('what MPXJ reads in our Microsoft Project XML', () => {
  it('is what any plan says', async () => {
    await expectSame(
      [anyDocument(TASKS), linkedDocument(TASKS), anyDocument(WORK)].flatMap((any) =>
        fc.sample(any.filter(isClear), { numRuns: DOCUMENTS }),
      ),
    )
  })

  it('is what a plan of 2,000 tasks says, with the dates that we compute', async () => {
    await expectSame([await scheduledPlan(2_000)])
  })
})
