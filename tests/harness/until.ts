import { setTimeout as pause } from 'node:timers/promises'

export interface UntilOptions {
  /** What is waited for, for the message. */
  what?: string
  withinMs?: number
  everyMs?: number
}

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * Looks until `look` answers something true, and answers that. At the deadline it throws with what it saw last, or with
 * the error that looking ended in.
 */
export async function until<Value>(
  look: () => Promise<Value> | Value,
  { what = 'the condition', withinMs = 20_000, everyMs = 50 }: UntilOptions = {},
): Promise<NonNullable<Value>> {
  const end = Date.now() + withinMs
  let last: unknown
  while (Date.now() < end) {
    try {
      const value = await look()
      if (value) return value
      last = value
    } catch (error) {
      last = error
    }
    await pause(everyMs)
  }
  throw new DeadlineError(`${what} did not come true within ${withinMs} ms; last seen: ${show(last)}`)
}

/** Like `until`, on a value that is shown in the message when it does not become as wanted. */
export async function untilValue<Value>(
  look: () => Promise<Value> | Value,
  wanted: (value: Value) => boolean,
  options: UntilOptions = {},
): Promise<Value> {
  let last: Value | undefined
  const found = await until(async () => {
    last = await look()
    return wanted(last) ? { value: last } : null
  }, options).catch((error: unknown) => {
    if (error instanceof DeadlineError && last !== undefined) throw new DeadlineError(`${error.message} ${show(last)}`)
    throw error
  })
  return found.value
}

function show(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message
  return JSON.stringify(value)?.slice(0, 2_000) ?? String(value)
}
