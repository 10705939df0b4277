/** A value that can be looked at and listened to, in the shape of React's `useSyncExternalStore`. */
export interface Store<Value> {
  getSnapshot(): Value
  /** Calls the listener after each change; answers what stops it. */
  subscribe(listener: () => void): () => void
}

export interface WritableStore<Value> extends Store<Value> {
  set(value: Value): void
}

export function createStore<Value>(initial: Value): WritableStore<Value> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    getSnapshot: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(value) {
      if (Object.is(value, current)) return
      current = value
      for (const listener of [...listeners]) listener()
    },
  }
}
