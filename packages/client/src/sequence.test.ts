import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSequence } from './sequence.ts'
import { makeEvent } from './testing/plans.ts'

/** A sequence that writes down what it delivers and pulls; `head` is what a pull reaches. */
function record(since: number, head: () => number = () => since) {
  const log: string[] = []
  const sequence = createSequence({
    since,
    deliver: (event) => {
      log.push(`event ${event.revision}`)
      return undefined
    },
    pull: async (from) => {
      log.push(`pull ${from}`)
      return head()
    },
    wait: async () => undefined,
  })
  return { log, sequence }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('createSequence', () => {
  it('delivers in order and drops duplicates', () => {
    const { log, sequence } = record(3)
    for (const revision of [3, 4, 4, 5, 2]) sequence.accept(makeEvent(revision))
    expect(log).toEqual(['event 4', 'event 5'])
    expect(sequence.revision).toBe(5)
  })

  it('pulls over a gap, then goes on with what came early', async () => {
    const { log, sequence } = record(3, () => 6)
    sequence.accept(makeEvent(6))
    sequence.accept(makeEvent(7))
    await settle()
    expect(log).toEqual(['pull 3', 'event 7'])
    expect(sequence.revision).toBe(7)
  })

  it('pulls when an event cannot be delivered', async () => {
    const pulls: number[] = []
    const sequence = createSequence({
      since: 1,
      deliver: () => false,
      pull: async (from) => {
        pulls.push(from)
        return 2
      },
    })
    sequence.accept(makeEvent(2))
    await settle()
    expect(pulls).toEqual([1])
    expect(sequence.revision).toBe(2)
  })

  it('tries a failed pull again', async () => {
    let attempts = 0
    const sequence = createSequence({
      since: 0,
      deliver: () => undefined,
      pull: async () => {
        if (++attempts < 3) throw new Error('no answer')
        return 9
      },
      wait: async () => undefined,
    })
    sequence.behind(9)
    await settle()
    expect(attempts).toBe(3)
    expect(sequence.revision).toBe(9)
  })

  it('does not deliver what the caller already has', () => {
    const { log, sequence } = record(1)
    sequence.advance(3)
    sequence.accept(makeEvent(3))
    sequence.accept(makeEvent(4))
    expect(log).toEqual(['event 4'])
  })

  it('covers every revision once, whatever the order', async () => {
    const revisions = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(revisions, async (arrivals) => {
        const seen: number[] = []
        let head = 0
        const sequence = createSequence({
          since: 0,
          deliver: (event) => {
            seen.push(event.revision)
            return undefined
          },
          pull: async (since) => {
            for (let revision = since + 1; revision <= head; revision++) seen.push(revision)
            return head
          },
        })
        for (const revision of arrivals) {
          head = Math.max(head, revision)
          sequence.accept(makeEvent(revision))
          if (revision % 3 === 0) await settle()
        }
        await settle()
        expect(seen).toEqual(Array.from({ length: head }, (_, index) => index + 1))
        expect(sequence.revision).toBe(head)
      }),
      { numRuns: 60 },
    )
  })
})
