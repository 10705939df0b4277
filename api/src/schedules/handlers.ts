import { type ScheduleHandle, ScheduleNotFoundError, ScheduleOverlapPolicy, ServiceError } from '@temporalio/client'
import { NotFoundError, ProblemError, type ScheduleName, type ScheduleState, scheduleName } from '@throughline/contract'
import { bouncesScheduleId, scheduleIds } from '@throughline/contract/temporal'
import { requireInstanceAct } from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { Handlers } from '../http/call.ts'
import { scheduleUrl } from '../service/temporal-url.ts'

type Schedules = Pick<Handlers, 'listSchedules' | 'patchSchedule' | 'triggerSchedule' | 'backfillSchedule'>

const idOf: Readonly<Record<ScheduleName, string>> = {
  'recompute-sweep': scheduleIds.sweepProjects,
  purge: scheduleIds.purgeExpired,
  due: scheduleIds.tellDue,
  bounces: bouncesScheduleId,
}

/** What operators of the instance do with its Temporal Schedules; the audit trail has it by the state that it leads to. */
export const scheduleHandlers: Schedules = {
  async listSchedules({ context, transaction, actor }) {
    await requireInstanceAct(transaction, actor, 'schedule.read')
    const items = await Promise.all(scheduleName.options.map((name) => find(context, name)))
    return { items: items.filter((found) => found !== null) }
  },
  async patchSchedule({ context, transaction, actor, params, body }) {
    await requireInstanceAct(transaction, actor, 'schedule.change')
    const note = `${body.note} (${actor.personId})`.trim()
    const { isPaused } = body
    const found = await ask(context, params.name, (handle) => (isPaused ? handle.pause(note) : handle.unpause(note)))
    return { ...found, isPaused, note }
  },
  async triggerSchedule({ context, transaction, actor, params }) {
    await requireInstanceAct(transaction, actor, 'schedule.change')
    return ask(context, params.name, (handle) => handle.trigger(ScheduleOverlapPolicy.SKIP))
  },
  async backfillSchedule({ context, transaction, actor, params, body }) {
    await requireInstanceAct(transaction, actor, 'schedule.change')
    const times = { start: new Date(body.from), end: new Date(body.to), overlap: ScheduleOverlapPolicy.BUFFER_ALL }
    return ask(context, params.name, (handle) => handle.backfill(times))
  },
}

/**
 * How a schedule is; null for one that not every instance has. Whether a mailbox is set is known to the worker that made
 * its schedule: the api needs no way into it.
 */
async function find(context: AppContext, name: ScheduleName): Promise<ScheduleState | null> {
  const found = ask(context, name, () => undefined)
  if (name !== 'bounces') return found
  return found.catch((error: unknown) => {
    if (error instanceof NotFoundError) return null
    throw error
  })
}

/**
 * Does something to a schedule, and answers how it was before: one that has just been asked for something is busy, and
 * lets a question wait for seconds. Throws `not-found` before a worker has made it, and `unavailable`.
 */
async function ask(
  { temporal, settings }: AppContext,
  name: ScheduleName,
  act: (handle: ScheduleHandle) => Promise<void> | undefined,
): Promise<ScheduleState> {
  try {
    const { action, state, info } = await temporal.call(async (client) => {
      const handle = client.schedule.getHandle(idOf[name])
      const found = await handle.describe()
      await act(handle)
      return found
    })
    return {
      name,
      workflowType: action.workflowType,
      isPaused: state.paused,
      note: state.note ?? null,
      lastRunAt: info.recentActions.at(-1)?.takenAt.toISOString() ?? null,
      nextRunAt: info.nextActionTimes[0]?.toISOString() ?? null,
      temporalUrl: scheduleUrl(settings)(idOf[name]),
    }
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) throw new NotFoundError('schedule')
    if (error instanceof ServiceError) throw new ProblemError('unavailable', { detail: 'Temporal does not answer.' })
    throw error
  }
}
