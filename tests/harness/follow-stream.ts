import type { LiveConnection } from '@throughline/client'
import type { StreamEvent, StreamEventType, StreamKind } from '@throughline/contract'
import { until } from './until.ts'

type EventOf<Type extends StreamEventType> = Extract<StreamEvent, { type: Type }>

export interface FollowedStream {
  /** All events so far, in order. */
  readonly events: readonly StreamEvent[]
  /** The first event of this type that matches, past or to come. */
  waitFor<Type extends StreamEventType>(
    type: Type,
    matches?: (event: EventOf<Type>) => boolean,
    withinMs?: number,
  ): Promise<EventOf<Type>>
  close(): void
}

export interface FollowOptions {
  kind: StreamKind
  id: string
  since: number
  onEvent?: (event: StreamEvent) => void
}

/** Collects the events of one stream, as a program that only listens does. */
export async function followStream(live: LiveConnection, options: FollowOptions): Promise<FollowedStream> {
  await until(() => live.state.getSnapshot() === 'live', { what: 'a live connection' })
  const events: StreamEvent[] = []
  let trouble: string | null = null
  const watch = live.watch({
    kind: options.kind,
    id: options.id,
    since: options.since,
    onEvent: (event) => {
      events.push(event)
      options.onEvent?.(event)
      return true
    },
    onResync: (since) => {
      trouble = `the gateway asks to load the stream anew, after ${since}`
      return Promise.reject(new Error(trouble))
    },
    onRefused: (code) => {
      trouble = `watching was refused with ${code}`
    },
  })
  return {
    events,
    waitFor: (type, matches = () => true, withinMs = 30_000) => {
      const find = () => {
        const found = events.find(
          (event): event is EventOf<typeof type> => event.type === type && matches(event as never),
        )
        if (!found)
          throw new Error(trouble ?? `seen so far: ${events.map((event) => event.type).join(', ') || 'nothing'}`)
        return found
      }
      return until(find, { what: `the event ${type}`, withinMs, everyMs: 10 })
    },
    close: () => watch.close(),
  }
}
