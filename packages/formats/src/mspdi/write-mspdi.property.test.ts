import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDocument, anyTwoVersions, withoutPlaces } from '../../test-support/any-document.ts'
import { bytesOf } from '../../test-support/bytes.ts'
import type { DocumentFeatures } from '../../test-support/document-features.ts'
import { foreignWords } from '../../test-support/foreign-words.ts'
import { unsaid, xmlTree } from '../../test-support/xml-tree.ts'
import type { PlanDocument } from '../plan-document.ts'
import { readMspdi } from './read-mspdi.ts'
import { writeMspdi } from './write-mspdi.ts'

/** What the format cannot carry: see "Microsoft Project XML" in docs/formats.md. */
const CARRIED: Partial<DocumentFeatures> = {
  keys: 'numbers',
  timeZone: false,
  bareCalendar: false,
  options: ['honorsConstraints', 'criticalFloatMinutes', 'hasMultipleCriticalPaths'],
  points: false,
  mandatoryConstraints: false,
  baselineNames: false,
}

/** The critical slack is told in whole days; exceptions come in order of their first days. */
function asCarried(document: PlanDocument): PlanDocument {
  const { options, minutesPerDay } = document
  const days = Math.round((options.criticalFloatMinutes ?? 0) / minutesPerDay)
  return {
    ...document,
    options: { ...options, criticalFloatMinutes: days * minutesPerDay },
    calendars: document.calendars.map((calendar) => ({
      ...calendar,
      exceptions: calendar.exceptions.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    })),
  }
}

const written = (document: PlanDocument): string => [...writeMspdi(document)].join('')
const read = (xml: string): Promise<PlanDocument> => readMspdi(bytesOf(xml, 65_536))

const bare = <T extends { readonly extra: unknown }>(rows: readonly T[]) => rows.map((row) => ({ ...row, extra: null }))

/** What is modelled of a document. */
function modelled(document: PlanDocument) {
  const { tasks, links, calendars, resources, assignments, ...head } = withoutPlaces(document)
  return {
    ...{ ...head, extra: null },
    ...{ tasks: bare(tasks), links: bare(links), calendars: bare(calendars) },
    ...{ resources: bare(resources), assignments: bare(assignments) },
  }
}

/** One version's values with what is kept of a file of the other. */
function withExtrasOf(version: PlanDocument, { tasks, links, calendars, resources, assignments, extra }: PlanDocument) {
  const both = <T extends { readonly extra: unknown }>(rows: readonly T[], kept: readonly T[]) =>
    rows.map((row, index) => ({ ...row, extra: kept[index]?.extra ?? null }) as T)
  return {
    ...{ ...version, extra },
    ...{ tasks: both(version.tasks, tasks), links: both(version.links, links) },
    ...{ calendars: both(version.calendars, calendars), resources: both(version.resources, resources) },
    assignments: both(version.assignments, assignments),
  }
}

describe('a document', () => {
  it('is the same after it has been written and read', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument(CARRIED).map(asCarried), async (document) => {
        const again = await read(written(document))
        expect(withoutPlaces(again)).toEqual(withoutPlaces(document))
        expect(again.warnings).toEqual([])
      }),
    )
  })

  it('is the same in the words of others, and says all again that they said', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument(CARRIED).map(asCarried), fc.nat(), async (document, salt) => {
        const xml = foreignWords(written(document), salt)
        const foreign = await read(xml)
        expect(modelled(foreign)).toEqual(modelled(document))
        const back = written(foreign)
        expect(unsaid(xmlTree(xml), xmlTree(back))).toEqual([])
        expect(withoutPlaces(await read(back))).toEqual(withoutPlaces(foreign))
      }),
    )
  })

  it('has its own values, whatever is kept of what a file once said', async () => {
    await fc.assert(
      fc.asyncProperty(anyTwoVersions(CARRIED), fc.nat(), async ([before, after], salt) => {
        const foreign = await read(foreignWords(written(asCarried(before)), salt))
        const changed = withExtrasOf(asCarried(after), foreign)
        expect(modelled(await read(written(changed)))).toEqual(modelled(changed))
      }),
    )
  })
})
