import { type Client, createClient, createLiveConnection, type LiveConnection } from '@throughline/client'
import type { StreamEvent, StreamKind } from '@throughline/contract'
import type { TestPerson } from '../organisation.ts'
import { until, untilValue } from '../until.ts'

export const clientOf = (url: string, person: TestPerson): Client => createClient({ baseUrl: url, token: person.token })

export interface Watcher {
  /** All events of the stream so far, in order. */
  events: StreamEvent[]
  waitFor<Type extends StreamEvent['type']>(
    type: Type,
    matches?: (event: Extract<StreamEvent, { type: Type }>) => boolean,
  ): Promise<Extract<StreamEvent, { type: Type }>>
  close(): void
}

/** Follows a stream over the socket, as a program does. Large gaps fail the test: they are not expected in one. */
export async function watchStream(
  url: string,
  person: TestPerson,
  stream: { kind: StreamKind; id: string; since: number },
): Promise<Watcher> {
  const live = createLiveConnection({ url, token: person.token })
  await untilLive(live)
  const events: StreamEvent[] = []
  let refusal: number | null = null
  live.watch({
    ...stream,
    onEvent: (event) => {
      events.push(event)
      return true
    },
    onResync: (since) => Promise.reject(new Error(`a resync was asked for after ${since}`)),
    onRefused: (code) => {
      refusal = code
    },
  })
  return {
    events,
    async waitFor(type, matches = () => true) {
      const found = await untilValue(
        () => {
          if (refusal) throw new Error(`watching was refused with ${refusal}`)
          return (
            events.find((event) => event.type === type && matches(event as never)) ?? events.map((event) => event.type)
          )
        },
        (value) => !Array.isArray(value),
        { what: `event ${type}`, withinMs: 30_000, everyMs: 20 },
      )
      return found as never
    },
    close: () => live.close(),
  }
}

async function untilLive(live: LiveConnection): Promise<void> {
  await until(() => live.state.getSnapshot() === 'live', { what: 'a live connection' })
}
