import type { LiveConnection } from '@throughline/client'
import { endedImportStates, type ImportJob } from '@throughline/contract'
import { followStream } from '../harness/follow-stream.ts'

const withinMs = 300_000
const ended: readonly string[] = endedImportStates

/** Follows an import to its end; throws with the place in the file when it does not complete. */
export async function followImport(
  live: LiveConnection,
  importId: string,
  tell: (line: string) => void,
): Promise<{ job: ImportJob; updates: number }> {
  let shown = ''
  const stream = await followStream(live, {
    kind: 'import',
    id: importId,
    since: 0,
    onEvent: (event) => {
      if (event.type !== 'import.progressed') return
      const line = describe(event.payload.import)
      if (line !== shown) tell(line)
      shown = line
    },
  })
  try {
    const last = await stream.waitFor(
      'import.progressed',
      ({ payload }) => ended.includes(payload.import.state),
      withinMs,
    )
    const job = last.payload.import
    if (job.state !== 'completed') throw new Error(`The import is ${job.state}: ${describeError(job)}`)
    return { job, updates: stream.events.length }
  } finally {
    stream.close()
  }
}

function describe({ state, rowsDone, rowsTotal }: ImportJob): string {
  return rowsTotal === null ? state : `${state}, ${rowsDone} of ${rowsTotal} rows`
}

function describeError({ error }: ImportJob): string {
  if (!error) return 'no reason is given'
  return error.line === null ? error.message : `${error.message} (line ${error.line}, column ${error.column})`
}
