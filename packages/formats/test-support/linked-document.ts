import { findCycle, type LinkType } from '@throughline/engine'
import fc from 'fast-check'
import type { DocumentLink, PlanDocument } from '../src/plan-document.ts'
import { linkKey } from '../src/row-keys.ts'
import { anyDocument } from './any-document.ts'
import type { DocumentFeatures } from './document-features.ts'

/** Documents of three tasks or more that many of the links hold together that they could have. */
export function linkedDocument(features: Partial<DocumentFeatures> = {}): fc.Arbitrary<PlanDocument> {
  const draft = fc.tuple(
    fc.nat(6),
    fc.nat(6),
    fc.constantFrom<LinkType>('FS', 'FS', 'SS', 'FF', 'SF'),
    fc.oneof(fc.constant(0), fc.integer({ min: -2_000, max: 9_000 })),
    features.lagUnits === false
      ? fc.constant('working' as const)
      : fc.constantFrom<DocumentLink['lagUnit']>('working', 'working', 'elapsed', 'percent'),
  )
  return fc
    .tuple(
      anyDocument(features).filter(({ tasks }) => tasks.length > 2),
      fc.array(draft, { minLength: 20, maxLength: 20 }),
    )
    .map(([document, drafts]) => ({ ...document, links: linksOf(document, drafts) }))
}

type Draft = readonly [from: number, to: number, type: LinkType, lag: number, unit: DocumentLink['lagUnit']]

function linksOf({ tasks }: PlanDocument, drafts: readonly Draft[]): readonly DocumentLink[] {
  const outline = tasks.map(({ key, parentKey }) => ({ id: key, parentId: parentKey }))
  const links: DocumentLink[] = []
  for (const [from, to, type, lagMinutes, lagUnit] of drafts) {
    const predecessorKey = tasks[from % tasks.length]?.key ?? ''
    const successorKey = tasks[to % tasks.length]?.key ?? ''
    const key = linkKey(predecessorKey, successorKey, type)
    const link = { key, predecessorKey, successorKey, type, lagMinutes, lagUnit, extra: null, line: 1 }
    const ends = [...links, link].map((each) => ({
      predecessorId: each.predecessorKey,
      successorId: each.successorKey,
    }))
    if (links.every((each) => each.key !== key) && findCycle(outline, ends) === null) links.push(link)
  }
  const order = new Map(tasks.map(({ key }, index) => [key, index]))
  return links.sort((a, b) => (order.get(a.successorKey) ?? 0) - (order.get(b.successorKey) ?? 0))
}
