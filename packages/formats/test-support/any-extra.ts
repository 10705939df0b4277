import fc from 'fast-check'
import type { DocumentExtra, ExtraNode } from '../src/plan-document.ts'

const { node } = fc.letrec<{ node: ExtraNode }>((tie) => ({
  node: fc.tuple(fc.string(), fc.oneof({ depthSize: 'small' }, fc.string(), fc.array(tie('node'), { maxLength: 3 }))),
}))

/** What no format in particular says besides. */
export const anyExtra: fc.Arbitrary<DocumentExtra | null> = fc.option(
  fc.record({ format: fc.constantFrom('mspdi', 'xer', 'pmxml'), nodes: fc.array(node, { maxLength: 4 }) }),
)
