import { type AnyRun, runAct } from '@throughline/contract'
import { followRun } from '../follow-run.ts'
import { UsageError } from './arguments.ts'
import { answer, type Command, findProject, inColumns, type Session } from './command.ts'

const minute = (time: string | null): string => time?.replace('T', ' ').slice(0, 16) ?? '-'

const progressOf = ({ done, total }: AnyRun): string => (total === null ? `${done}` : `${done} of ${total}`)

const cellsOf = (run: AnyRun): string[] => [
  ...[run.id, run.kind, run.phase ?? run.state, minute(run.createdAt), progressOf(run)],
  ...[run.startedBy?.name ?? '', run.acts.join(' ')],
]

/** Runs of all kinds. */
export async function listRuns(session: Session): Promise<number> {
  const { items } = await session.client.call('listAllRuns', { query: { limit: 50 } })
  return answer(session, items, () => inColumns(items.map(cellsOf)))
}

/** `run start KIND [PROJECT]`, `run watch ID`, `run pause|resume|cancel|retry ID`. */
export const run: Command = async (session) => {
  const [verb, ...operands] = session.args.operands
  if (verb === 'start') return start(session, operands)
  const [runId, ...more] = operands
  if (verb === undefined || runId === undefined || more.length > 0)
    throw new UsageError('throughline run start KIND, or run watch|pause|resume|cancel|retry ID')
  if (verb === 'watch') return watch(session, runId)
  const act = runAct.safeParse(verb).data
  if (!act) throw new UsageError(`There is no run ${verb}`)
  return say(session, await ask(session, act, runId))
}

function ask({ client, args }: Session, act: 'pause' | 'resume' | 'cancel' | 'retry', runId: string): Promise<AnyRun> {
  const params = { runId }
  if (act === 'pause') return client.call('pauseRun', { params })
  if (act === 'resume') return client.call('resumeRun', { params })
  if (act === 'retry') return client.call('retryRun', { params })
  return client.call('cancelRun', { params, body: { written: args.keep ? 'keep' : 'roll-back' } })
}

async function start(session: Session, [kind, project]: readonly string[]): Promise<number> {
  const { client } = session
  if (kind === 'seed' || kind === 'purge') return say(session, await client.call('startRun', { body: { kind } }))
  if (kind !== 'recompute' || project === undefined)
    throw new UsageError('throughline run start recompute PROJECT, run start seed, or run start purge')
  const { id: projectId } = await findProject(client, project)
  return say(session, await client.call('startRun', { body: { kind, projectId } }))
}

/** Says each change until the run has ended; 1 where it did not end well. */
async function watch(session: Session, runId: string): Promise<number> {
  const { client, signal } = session
  let last: AnyRun | undefined
  for await (const each of followRun(client, runId, { signal })) {
    say(session, each)
    last = each
  }
  return last?.state === 'completed' ? 0 : 1
}

const say = (session: Session, found: AnyRun): number =>
  answer(session, found, () => [
    [...cellsOf(found), found.error ?? '', found.temporalUrl ?? ''].filter(Boolean).join('  '),
  ])
