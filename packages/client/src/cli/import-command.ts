import { constants, openAsBlob } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportJob } from '@throughline/contract'
import type { Client } from '../client.ts'
import { createLiveConnection } from '../live-connection.ts'
import { operandOf, UsageError } from './arguments.ts'
import { answer, type Command, findProject, type Session } from './command.ts'

const ended: readonly ImportJob['state'][] = ['completed', 'failed', 'cancelled', 'expired', 'undone']

/** Uploads a file, or has the service fetch it from a link; says what it would change, asks, and shows how far it is until its dates are computed. */
export const importFile: Command = async (session) => {
  const { args, client, terminal } = session
  const file = operandOf(args, 'file')
  const project = args.project ? await findProject(client, args.project) : null
  const asked = {
    ...(project ? { projectId: project.id } : {}),
    ...(args.name ? { projectName: args.name } : {}),
    mode: args['at-once'] ? ('at-once' as const) : ('review' as const),
  }
  const isLink = /^https?:\/\//i.test(file)
  const job = isLink
    ? await client.call('createLinkedImport', { body: { url: file, ...asked } })
    : await client.call('createImport', { query: { fileName: basename(file), ...asked }, body: await openFile(file) })
  terminal.note(
    `${isLink ? 'Fetched' : 'Uploaded'} as import ${job.id}${job.temporalUrl ? `: ${job.temporalUrl}` : ''}`,
  )
  const read = await follow(session, job.id, ({ state }) => state === 'waiting' || ended.includes(state))
  if (read.state !== 'waiting') return tell(session, read)
  if (!(await isWanted(session, read))) {
    await client.call('cancelImport', { params: { importId: job.id }, body: {} })
    terminal.say('Nothing was written.')
    return 1
  }
  await client.call('approveImport', { params: { importId: job.id } })
  const done = await follow(session, job.id, ({ state }) => state === 'parked' || ended.includes(state))
  return tell(session, done)
}

async function openFile(file: string): Promise<Blob> {
  try {
    await access(file, constants.R_OK)
    return await openAsBlob(file)
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`)
  }
}

async function isWanted({ args, terminal }: Session, { counts, warnings }: ImportJob): Promise<boolean> {
  for (const { message, line } of warnings) terminal.note(`  ${line === null ? '' : `line ${line}: `}${message}`)
  if (counts) {
    const { create, update, delete: removed, unchanged, conflict, parked } = counts
    terminal.note(
      `New ${create}, changed ${update}, deleted ${removed}, unchanged ${unchanged}, `.concat(
        `conflicts ${conflict}, cannot be taken ${parked}.`,
      ),
    )
  }
  return args.yes === true || /^y(es)?$/i.test((await terminal.ask('Write this? [y/N] ')).trim())
}

function tell(session: Session, job: ImportJob): number {
  answer(session, job, () => [sentenceOf(job)])
  return job.state === 'completed' ? 0 : 1
}

function sentenceOf({ state, rowsDone, projectId, error, id }: ImportJob): string {
  if (state === 'completed') return `Imported ${rowsDone} rows into project ${projectId}.`
  if (state === 'parked') return `Written but for rows that cannot be taken as they stand; import ${id} waits for them.`
  return `The import is ${state}${error ? `: ${error.message}` : ''}.`
}

/** The import once it is as wanted: told by its stream, and read where that has a gap. */
async function follow(session: Session, importId: string, isWanted: (job: ImportJob) => boolean): Promise<ImportJob> {
  const { client, terminal, url, token, signal } = session
  const first = await read(client, importId)
  if (isWanted(first)) return first
  const live = createLiveConnection({ url, token })
  try {
    return await new Promise<ImportJob>((resolve, reject) => {
      const take = (job: ImportJob) => {
        terminal.progress(progressOf(job))
        if (isWanted(job)) resolve(job)
      }
      signal.addEventListener('abort', () => reject(signal.reason))
      live.watch({
        ...{ kind: 'import', id: importId, since: first.revision },
        onEvent(event) {
          if (event.type === 'import.progressed') take(event.payload.import)
          return undefined
        },
        async onResync() {
          const job = await read(client, importId)
          take(job)
          return job.revision
        },
      })
    })
  } finally {
    live.close()
  }
}

const read = (client: Client, importId: string) => client.call('getImport', { params: { importId } })

function progressOf({ state, link, rowsDone, rowsTotal, rowsPerSecond, secondsLeft }: ImportJob): string {
  if (state === 'fetching' && link) {
    const bytes = `${state}: ${link.bytesDone} of ${link.bytesTotal ?? 'an unknown number of'} bytes`
    return link.triesAgainAt === null ? bytes : `${state}: ${link.problem} Again at ${link.triesAgainAt}`
  }
  const rows = rowsTotal === null ? '' : `: ${rowsDone} of ${rowsTotal} rows`
  const rate = rowsPerSecond ? `, ${Math.round(rowsPerSecond)} a second` : ''
  return `${state}${rows}${rate}${secondsLeft ? `, ${secondsLeft} s left` : ''}`
}
