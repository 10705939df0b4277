import { z } from 'zod'
import { changeKind } from './change-set.ts'
import { scheduleError } from './entities/project.ts'
import { importJob } from './import.ts'
import { planDelta } from './plan.ts'
import type { LookRequest, Presence } from './presence.ts'
import { id, instant, revision, wallTime } from './primitives.ts'

export const streamKind = z.enum(['project', 'import'])
export type StreamKind = z.infer<typeof streamKind>

const event = <Type extends string, Payload extends z.ZodType>(type: Type, payload: Payload) =>
  z.object({ streamId: id, revision, at: instant, type: z.literal(type), payload })

/** `delta` is null when it would be large: pull it by `GET /projects/:id/delta?since=`. */
export const planChanged = event(
  'plan.changed',
  z.object({
    changeSetId: id,
    kind: changeKind,
    actorId: id.nullable(),
    summary: z.string(),
    delta: planDelta.nullable(),
  }),
)
export const planComputed = event(
  'plan.computed',
  z.object({
    runId: id,
    inputRevision: revision,
    movedCount: z.int(),
    finishesAt: wallTime.nullable(),
    runNumber: z.int().nullable(),
    covers: z
      .array(z.object({ changeSetId: id, revision, afterMilliseconds: z.int() }))
      .meta({ description: 'Receipts of the change sets that it covers, the newest 100' }),
    delta: planDelta.nullable(),
  }),
)
export const planComputeFailed = event(
  'plan.compute-failed',
  z.object({ runId: id, inputRevision: revision, error: scheduleError }),
)
/** Somebody asked for a recompute, paused or resumed those of the project, or cancelled the one under way. */
export const computeSteered = event(
  'plan.compute-steered',
  z.object({
    act: z.enum(['asked', 'paused', 'resumed', 'cancelled']),
    actorId: id,
    runId: id.nullable(),
    delta: planDelta,
  }),
)
/**
 * A person or a team was given a role in the project, or another, or lost it: one of the two is named. `programId`: in the
 * program that the project is in; with neither of the two, the project joined or left it.
 */
export const membersChanged = event(
  'project.members-changed',
  z.object({
    actorId: id,
    personId: id.nullable(),
    teamId: id.nullable(),
    programId: id.nullable().default(null),
    delta: planDelta,
  }),
)
export const projectDeleted = event('project.deleted', z.object({}))
export const importProgressed = event('import.progressed', z.object({ import: importJob }))

/** What a stream carries; the revision is the sequence, without gaps. */
export const streamEvent = z
  .discriminatedUnion('type', [
    planChanged,
    planComputed,
    planComputeFailed,
    computeSteered,
    membersChanged,
    projectDeleted,
    importProgressed,
  ])
  .meta({ id: 'StreamEvent' })
export type StreamEvent = z.infer<typeof streamEvent>
/** As it is stored and sent, without what goes without saying; `filled` makes a StreamEvent of it. */
export type SentEvent = z.input<typeof streamEvent>
export type StreamEventType = StreamEvent['type']
export type PayloadOf<Type extends StreamEventType> = Extract<StreamEvent, { type: Type }>['payload']

/** Codes of refusals: 4001 no valid sign-in (as `connect_error` with `data.code`), 4003 may not watch (refresh by sync), 4004 no such stream, 4400 malformed or more streams than a socket may watch. */
export type WatchAnswer = { ok: true; head: number } | { ok: false; code: 4003 | 4004 | 4400 }
export const watchRequest = z.object({
  kind: streamKind,
  id,
  since: revision.meta({ description: 'The last revision that the client has; later events follow' }),
})
export type WatchRequest = z.infer<typeof watchRequest>

export interface ClientToServerEvents {
  watch: (request: WatchRequest, answer: (answer: WatchAnswer) => void) => void
  unwatch: (request: { id: string }) => void
  /** The person looks at a watched project, and at which task; null: at the project as a whole. Until then they are not shown. */
  look: (request: LookRequest) => void
}
export interface ServerToClientEvents {
  event: (event: SentEvent) => void
  /** The gap is too large to send, or no longer kept: load the stream's state anew. */
  resync: (stream: { id: string; head: number }) => void
  /** A watched stream may not be watched any more; nothing of it follows. */
  refused: (stream: { id: string; code: 4003 | 4004 }) => void
  /** Who looks at a watched project now; sent on joining and whenever it changes. Not part of the stream. */
  presence: (state: { id: string; people: Presence[] }) => void
  /** What the person was told, or has read, is another: ask `GET /notifications` anew. Not part of a stream. */
  inbox: () => void
  /** A run has begun on a watched project; how it ends comes as an event. Not part of the stream. */
  running: (run: { id: string; runId: string; runNumber: number; inputRevision: number }) => void
}
