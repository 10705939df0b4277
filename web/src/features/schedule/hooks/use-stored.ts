import { useCallback, useState } from 'react'

/** A number that stays for the next visit. */
export function useStoredNumber(key: string, initial: number): [number, (value: number) => void] {
  const [value, setValue] = useState(() => {
    const stored = Number(localStorage.getItem(key))
    return Number.isFinite(stored) && stored > 0 ? stored : initial
  })
  const store = useCallback(
    (next: number) => {
      setValue(next)
      localStorage.setItem(key, String(next))
    },
    [key],
  )
  return [value, store]
}
