import type {
  ClientToServerEvents,
  Presence,
  SentEvent,
  ServerToClientEvents,
  WatchAnswer,
} from '@throughline/contract'
import { type TestPerson, testStack } from '@throughline/tests'
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { expect, vi } from 'vitest'
import type { TestApi } from './fixture.ts'

export type LiveClient = Socket<ServerToClientEvents, ClientToServerEvents>

/** Until the expectations hold. */
export const eventually = (look: () => void | Promise<void>, timeout = 10_000, interval = 20) =>
  vi.waitFor(look, { timeout, interval })

export interface ConnectOptions {
  token?: string
  headers?: Record<string, string>
  query?: Record<string, string>
}

const opened: LiveClient[] = []

/** Closes all sockets that a test opened. */
export function disconnectAll(): void {
  for (const socket of opened.splice(0)) socket.disconnect()
}

/** Connects; throws what the server refused with. */
export async function connect(url: string, { token, headers = {}, query = {} }: ConnectOptions): Promise<LiveClient> {
  const socket: LiveClient = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
    query,
    ...(token ? { auth: { token } } : {}),
  })
  opened.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('connect_error', reject)
  })
  return socket
}

export const watch = (socket: LiveClient, id: string, since: number): Promise<WatchAnswer> =>
  socket.timeout(5_000).emitWithAck('watch', { kind: 'project', id, since })

export interface Follower {
  socket: LiveClient
  events: SentEvent[]
  resyncs: number[]
  refused: number[]
  /** The newest list of who looks. */
  people(): Presence[] | undefined
  answer: WatchAnswer
  revisions(): number[]
}

/** Watches a project and collects what it is told. */
export async function follow(url: string, person: TestPerson, projectId: string, since = 0): Promise<Follower> {
  const socket = await connect(url, { token: person.token })
  const events: SentEvent[] = []
  const resyncs: number[] = []
  const refused: number[] = []
  let people: Presence[] | undefined
  socket.on('event', (event) => void events.push(event))
  socket.on('resync', ({ head }) => void resyncs.push(head))
  socket.on('refused', ({ code }) => void refused.push(code))
  socket.on('presence', (state) => {
    people = state.people
  })
  const answer = await watch(socket, projectId, since)
  const revisions = () => events.map(({ revision }) => revision)
  return { socket, events, resyncs, refused, people: () => people, answer, revisions }
}

export async function createProject(api: TestApi, admin: TestPerson): Promise<string> {
  const { status, body } = await api.request('POST', '/projects', { as: admin, body: { name: 'Bridge' } })
  expect(status).toBe(201)
  return body.id
}

export const addTask = (api: TestApi, as: TestPerson, projectId: string, name: string) =>
  api.request('POST', `/projects/${projectId}/tasks`, { as, body: { name } })

/** A new person of the organisation with a role in the project. */
export async function addMember(api: TestApi, admin: TestPerson, projectId: string, member: TestPerson, role: string) {
  const path = `/projects/${projectId}/members/${member.personId}`
  expect((await api.request('PUT', path, { as: admin, body: { role } })).status).toBe(200)
}

export async function asSuperuser(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: testStack().superuserUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}

export const endListeners = () =>
  asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'throughline listener'")

/** As after a long time of edits, each event with so many characters. */
export const moveHead = (projectId: string, head: number, characters = 0) =>
  asSuperuser(
    `with moved as (
       update stream s set head = $2::bigint from (select id, head from stream where id = $1) former
       where s.id = former.id returning s.organisation_id, former.head)
     insert into event (stream_id, revision, organisation_id, type, payload)
     select $1, revision, organisation_id, 'project.deleted',
       jsonb_build_object('filling', (select string_agg(md5(revision::text || part), '') from generate_series(1, $3::int / 32) part))
     from moved, generate_series(moved.head + 1, $2::bigint) revision`,
    [projectId, head, characters],
  )

export const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
