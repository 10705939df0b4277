import type { OutboxEntry, OutboxSnapshot } from '@throughline/client'
import { useEffect, useState } from 'react'

/** An answer that comes sooner is not worth a word. */
const soon = 1_500

/** The changes that somebody should know of: refused ones, and those that have waited for longer than an answer takes. */
export function useLate({ entries, state }: OutboxSnapshot): readonly OutboxEntry[] {
  const [now, setNow] = useState(Date.now)
  const next = entries.find(({ madeAt, refusal }) => refusal === null && madeAt + soon > now)
  useEffect(() => {
    if (!next) return
    const timer = setTimeout(() => setNow(Date.now()), next.madeAt + soon - Date.now())
    return () => clearTimeout(timer)
  }, [next])
  return entries.filter(({ madeAt, refusal }) => refusal !== null || state !== 'sending' || madeAt + soon <= now)
}
