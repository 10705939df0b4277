import { type RefObject, useEffect } from 'react'

/** Keeps two elements at the same height, whichever of them is scrolled; `a` leads as they are put together. */
export function useScrollPair(a: RefObject<HTMLElement | null>, b: RefObject<HTMLElement | null>, key: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when other elements are mounted
  useEffect(() => {
    const first = a.current
    const second = b.current
    if (!first || !second) return
    second.scrollTop = first.scrollTop
    const known = new Map([first, second].map((element) => [element, element.scrollTop]))
    const follow = (leader: HTMLElement, follower: HTMLElement) => () => {
      // Sideways, or because it followed.
      if (leader.scrollTop === known.get(leader)) return
      known.set(leader, leader.scrollTop)
      follower.scrollTop = leader.scrollTop
      known.set(follower, follower.scrollTop)
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
