import type { TaskPlace } from './task-places.ts'

/** What cells may call other tasks by. A name or code that several tasks have stands for none. */
export interface TaskKeys {
  readonly byId: (text: string) => string | null
  readonly byCode: (text: string) => string | null
  readonly byName: (text: string) => string | null
}

/** Most tables call tasks by their ids alone, so that codes and names are looked at when something else is called. */
export function taskKeys(places: readonly TaskPlace[]): TaskKeys {
  const ids = new Map<string, string>()
  for (const { key } of places) ids.set(key, key)
  const codes = onlyOnce(places, ({ code }) => code ?? '')
  const names = onlyOnce(places, ({ name }) => name.trim().toLowerCase())
  return {
    byId: (text) => ids.get(text) ?? null,
    byCode: (text) => codes(text) ?? null,
    byName: (text) => names(text.toLowerCase()) ?? null,
  }
}

/** The key of the task that a text is meant for, whichever it calls it by. */
export function keyOf(text: string, { byId, byCode, byName }: TaskKeys): string | null {
  return byId(text) ?? byCode(text) ?? byName(text)
}

function onlyOnce(
  places: readonly TaskPlace[],
  textOf: (place: TaskPlace) => string,
): (text: string) => string | undefined {
  let found: Map<string, string> | null = null
  return (text) => {
    found ??= keysByText(places, textOf)
    return found.get(text)
  }
}

function keysByText(places: readonly TaskPlace[], textOf: (place: TaskPlace) => string): Map<string, string> {
  const found = new Map<string, string>()
  const repeated = new Set<string>([''])
  for (const place of places) {
    const text = textOf(place)
    if (found.has(text)) repeated.add(text)
    found.set(text, place.key)
  }
  for (const text of repeated) found.delete(text)
  return found
}
