import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { removeAbandoned } from '../run/abandoned.ts'
import { awaitQuiet, checkStored } from './check.ts'
import { spawnChild } from './child.ts'
import type { RequestOrder, RequestResult, SocketOrder, SocketResult } from './messages.ts'
import { HELP, type LoadOptions, readOptions } from './options.ts'
import { readProcessorTime, sharesBetween } from './processor-time.ts'
import { type LoadReport, makeReport } from './report.ts'
import { markdownOf, textOf } from './report-text.ts'
import { countStatements, readStatements } from './statement-times.ts'
import { createLoadWorld, type LoadWorld } from './world.ts'

/** Time for what the preparation left behind to end before anything is measured. */
const settling = 3_000

/** `npm run load`: exits 0 only when every goal holds. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (!options) {
    process.stdout.write(HELP)
    return 0
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const interruption = new AbortController()
  const interrupt = () => interruption.abort(new Error('interrupted'))
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  await removeAbandoned()
  say('starting PostgreSQL, PgBouncer, Temporal, worker and api')
  const world = await createLoadWorld(options, { say, signal: interruption.signal })
  try {
    const report = await Promise.race([run(world, options, say), rejected(interruption.signal)])
    process.stdout.write(formed(report))
    return report.goals.every(({ holds }) => holds) ? 0 : 1
  } finally {
    await world.stop()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

async function rejected(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort')
  throw signal.reason
}

async function run(world: LoadWorld, options: LoadOptions, say: (line: string) => void): Promise<LoadReport> {
  const { projects, signal } = world
  const urls = world.apis.map(({ url }) => url)
  const sockets = spawnChild<SocketOrder, SocketResult>('./sockets.ts', say)
  const requests = spawnChild<RequestOrder, RequestResult>('./requests.ts', say)
  const end = () => {
    sockets.kill()
    requests.kill()
  }
  signal.addEventListener('abort', end)
  try {
    say(`connecting ${options.sockets} sockets`)
    await sockets.start({ urls, projects, count: options.sockets })
    await sleep(settling, undefined, { signal })
    say(`sending ${options.rate} requests a second for ${options.seconds} s`)
    const { superuserUrl } = world.running.stack
    if (options.statements) await countStatements(superuserUrl)
    const before = readProcessorTime()
    await requests.start({ urls, projects, seconds: options.seconds, rate: options.rate })
    await Promise.race([sleep(options.seconds * 1_000, undefined, { signal }), requests.result])
    const processors = sharesBetween(before, readProcessorTime())
    requests.end({})
    const sent = await requests.result
    const statements = options.statements ? await readStatements(superuserUrl, sent.seconds) : []
    say('waiting for the last dates')
    const heads = await awaitQuiet(world)
    sockets.end(heads)
    const told = await sockets.result
    return makeReport(options, {
      requests: sent,
      sockets: told,
      wrong: await checkStored(world, sent.acknowledged, heads),
      processors,
      statements,
    })
  } finally {
    end()
  }
}

function formed(report: LoadReport): string {
  if (report.options.form === 'json') return `${JSON.stringify(report, null, 2)}\n`
  return report.options.form === 'markdown' ? markdownOf(report) : textOf(report)
}
