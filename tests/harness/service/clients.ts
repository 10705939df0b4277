import { type Client, createClient, createLiveConnection } from '@throughline/client'
import { type FollowedStream, type FollowOptions, followStream } from '../follow-stream.ts'
import type { TestPerson } from '../organisation.ts'

export const clientOf = (url: string, person: Pick<TestPerson, 'token'>): Client =>
  createClient({ baseUrl: url, token: person.token })

/** Follows a stream over a socket of its own, known by the person's token. */
export async function watchStream(url: string, person: TestPerson, options: FollowOptions): Promise<FollowedStream> {
  const live = createLiveConnection({ url, token: person.token })
  try {
    const stream = await followStream(live, options)
    return { ...stream, close: () => live.close() }
  } catch (error) {
    live.close()
    throw error
  }
}
