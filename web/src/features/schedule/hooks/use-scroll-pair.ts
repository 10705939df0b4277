import { type RefObject, useEffect } from 'react'

/** Keeps two elements at the same height, whichever of them is scrolled. */
export function useScrollPair(a: RefObject<HTMLElement | null>, b: RefObject<HTMLElement | null>, key: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when other elements are mounted
  useEffect(() => {
    const first = a.current
    const second = b.current
    if (!first || !second) return
    const expected = new Map<HTMLElement, number>()
    const follow = (leader: HTMLElement, follower: HTMLElement) => () => {
      if (expected.get(leader) === leader.scrollTop) {
        expected.delete(leader)
        return
      }
      if (follower.scrollTop === leader.scrollTop) return
      follower.scrollTop = leader.scrollTop
      expected.set(follower, follower.scrollTop)
    }
    const leadFirst = follow(first, second)
    const leadSecond = follow(second, first)
    first.addEventListener('scroll', leadFirst, { passive: true })
    second.addEventListener('scroll', leadSecond, { passive: true })
    return () => {
      first.removeEventListener('scroll', leadFirst)
      second.removeEventListener('scroll', leadSecond)
    }
  }, [a, b, key])
}
