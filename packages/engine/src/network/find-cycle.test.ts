import { describe, expect, it } from 'vitest'
import { UnknownReferenceError } from '../errors.ts'
import { findCycle } from './find-cycle.ts'

/** "A B C" or, with parents, "S A<S B<S". */
function tasks(text: string): { id: string; parentId: string | null }[] {
  return text.split(' ').map((word) => {
    const [id = '', parentId = null] = word.split('<')
    return { id, parentId }
  })
}

/** "A>B B>C". */
function links(text: string): { predecessorId: string; successorId: string }[] {
  return text.split(' ').map((word) => {
    const [predecessorId = '', successorId = ''] = word.split('>')
    return { predecessorId, successorId }
  })
}

describe('findCycle', () => {
  it('finds none where links only lead on', () => {
    expect(findCycle(tasks('A B C D'), links('A>B A>C B>D C>D A>D'))).toBeNull()
    expect(findCycle(tasks('S A<S B<S T C<T'), links('A>B S>T B>C'))).toBeNull()
    expect(findCycle([], [])).toBeNull()
  })

  it.each([
    ['a task linked to itself', 'A B', 'A>A', ['A']],
    ['a circle, in its order', 'A B C D', 'A>B B>C C>B C>D', ['B', 'C']],
    ['the whole circle', 'C A B', 'A>B B>C C>A', ['C', 'A', 'B']],
    ['a summary linked to its child', 'S A<S', 'S>A', ['S', 'A']],
    ['a child linked to its summary', 'S A<S', 'A>S', ['S', 'A']],
    ['a summary linked to its grandchild', 'S T<S A<T', 'S>A', ['S', 'A']],
    ['a summary linked to itself', 'S A<S', 'S>S', ['S']],
    ['a circle through a summary, named by the tasks linked', 'S A<S X B', 'S>X X>B B>A', ['S', 'X', 'B', 'A']],
    ['summaries linked both ways', 'S A<S T B<T', 'S>T T>S', ['S', 'T']],
    ['summaries linked against their children', 'S A<S T B<T', 'S>T B>A', ['S', 'T', 'B', 'A']],
    ['an outline that runs in a circle', 'A<C B<A C<B D', 'D>A', ['A', 'B', 'C']],
  ])('finds %s', (_what, taskText, linkText, expected) => {
    expect(findCycle(tasks(taskText), links(linkText))).toEqual(expected)
  })

  it('finds a circle of 20,000 tasks', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `T${index}`)
    const ring = ids.map((id, index) => ({ predecessorId: id, successorId: ids[(index + 1) % ids.length] as string }))
    expect(
      findCycle(
        ids.map((id) => ({ id, parentId: null })),
        ring,
      ),
    ).toEqual(ids)
  })

  it('refuses tasks that are not there', () => {
    expect(() => findCycle(tasks('A'), links('A>B'))).toThrow(UnknownReferenceError)
    expect(() => findCycle(tasks('A<B'), [])).toThrow(UnknownReferenceError)
  })
})
