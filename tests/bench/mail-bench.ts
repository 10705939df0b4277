import { randomUUID } from 'node:crypto'
import { availableParallelism, cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { ChangeOperation } from '@throughline/contract'
import { createDatabase } from '@throughline/database'
import { type BenchRow, jsonOf, markdownOf, tableOf } from '../../packages/engine/bench/report.ts'
import { medianOf, percentileOf } from '../../packages/engine/bench/statistics.ts'
import { createTestOrganisation, type TestOrganisation } from '../harness/organisation.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { startTestStack } from '../harness/test-stack.ts'
import { until } from '../harness/until.ts'

export const HELP = `npm run bench -- mail [--json | --markdown] [--quick]
  Times mails from the edit that causes them to the mail server: twenty a second for two minutes, ten thousand at once,
  and those of another organisation meanwhile.
`

const full = { perSecond: 20, seconds: 120, pending: 10_000, idle: 20, betweenMs: 1_500 }
const quick = { perSecond: 20, seconds: 10, pending: 300, idle: 4, betweenMs: 500 }
/** How many one edit tells: whoever plans gives a task to a team, or one to a person at a time. */
const toldByEdit = [4, 1] as const
/** An assignment and its resource are two operations of a change set. */
const mostInOneEdit = 500

/** All processes that a mail passes through, with a mail server that takes everything at once. */
interface Stage {
  sink: SmtpSink
  addOrganisation(): Promise<Sender>
  lastLines(): string
  stop(): Promise<void>
}

/** Somebody who gives tasks to others, each time to one more person of a project. */
interface Sender {
  /** One edit that tells so many; answers when it is durable. */
  tell(count: number): Promise<void>
  /** When each of the mails arrived that are there. */
  arrivals(): number[]
}

/** Measures mails with all processes on this machine, and prints a table. */
export async function mailBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      quick: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const stage = await setStage()
  try {
    const rows = await measure(stage, values.quick ? quick : full)
    const about = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', threads: availableParallelism() }
    process.stdout.write(values.json ? jsonOf(rows, about) : values.markdown ? markdownOf(rows) : tableOf(rows))
    return 0
  } catch (error) {
    process.stderr.write(`${stage.lastLines()}\n`)
    throw error
  } finally {
    await stage.stop()
  }
}

async function setStage(): Promise<Stage> {
  const running = await startTestStack({ temporal: 'development', durable: true })
  const services = new Services(running.stack)
  const sink = await SmtpSink.create()
  await sink.start()
  const database = createDatabase({ connectionString: running.stack.databaseUrl, poolSize: 2 })
  const stop = async () => {
    await database.close()
    await services.stop().finally(running.stop)
    await sink.stop()
  }
  try {
    const [{ url, process: api }, ...others] = await Promise.all([
      services.startApi(),
      services.startWorker(),
      services.startEmailService({ SMTP_URL: sink.url, MAIL_PER_SECOND: '1000' }),
    ])
    return {
      sink,
      addOrganisation: async () => senderOf(url, sink, await createTestOrganisation(database, running.stack)),
      lastLines: () => [api, ...others].map(({ output }) => output.slice(-3_000)).join('\n'),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function senderOf(url: string, sink: SmtpSink, organisation: TestOrganisation): Promise<Sender> {
  const client = clientOf(url, organisation.admin)
  const person = await organisation.addPerson()
  const { id: projectId } = await client.call('createProject', { body: { name: 'Bridge' } })
  const { created } = await client.call('createTask', { params: { projectId }, body: { name: 'Dig' } })
  const taskId = created[0] ?? ''
  const operationsFor = (): ChangeOperation[] => {
    const resourceId = randomUUID()
    const { personId, name } = person
    return [
      { op: 'create', entity: 'resource', id: resourceId, values: { name, personId } },
      { op: 'create', entity: 'assignment', values: { taskId, resourceId } },
    ]
  }
  return {
    async tell(count) {
      for (let left = count; left > 0; left -= mostInOneEdit) {
        const operations = Array.from({ length: Math.min(left, mostInOneEdit) }, operationsFor).flat()
        await client.call('createChangeSet', { params: { projectId }, body: { operations } })
      }
    },
    arrivals: () => sink.mails.flatMap(({ to, at }) => (to.includes(person.email) ? [at] : [])),
  }
}

async function measure(stage: Stage, sizes: typeof full): Promise<BenchRow[]> {
  const [other, many] = [await stage.addOrganisation(), await stage.addOrganisation()]
  // What is compiled and connected with the first mail is no part of the path.
  await other.tell(5)
  await untilArrived(other, 5)
  const idle = await timeSingles(other, () => sizes.idle, sizes.betweenMs)
  const steady: BenchRow[] = []
  for (const perEdit of toldByEdit) {
    const kept = await timeSteady(await stage.addOrganisation(), perEdit, sizes)
    steady.push({
      name: `${sizes.perSecond} mails a second for ${sizes.seconds} s, of edits that tell ${perEdit} each: from the edit to the server, p95`,
      unit: 'ms',
      ours: percentileOf(kept, 95),
      bounds: { of: 'value', must: 5_000, aim: 1_000 },
      remark: `${kept.length} mails, p50 ${medianOf(kept).toFixed(0)} ms, at most ${Math.max(...kept).toFixed(0)} ms`,
    })
  }

  const begin = performance.now()
  const telling = many.tell(sizes.pending)
  const arrived = async () => {
    await telling
    await untilArrived(many, sizes.pending)
  }
  let isOver = false
  const pending = arrived().finally(() => {
    isOver = true
  })
  await telling
  const meanwhile = await timeSingles(other, (sent) => (isOver ? sent : sent + 1), sizes.betweenMs)
  await pending
  const eachMs = (performance.now() - begin) / sizes.pending
  const idleP95 = percentileOf(idle, 95)
  const later = Math.max(...meanwhile) - medianOf(idle)
  return [
    ...steady,
    {
      name: `${sizes.pending} at once, each`,
      unit: 'ms',
      ours: eachMs,
      bounds: { of: 'value', must: 50, aim: 1_000 / 60 },
      remark: `${(1_000 / eachMs).toFixed(1)} mails a second`,
    },
    { name: 'a message of another organisation, idle, p95', unit: 'ms', ours: idleP95, remark: told(idle) },
    {
      name: 'later than that is one, at most, while these are pending',
      unit: 'ms',
      ours: later,
      bounds: { of: 'value', must: 1_000, aim: 300 },
      remark: told(meanwhile),
    },
  ]
}

const told = (times: readonly number[]): string =>
  `${times.length} mails, p50 ${medianOf(times).toFixed(0)} ms, p95 ${percentileOf(times, 95).toFixed(0)} ms`

/** So many mails a second, of edits that tell so many each: milliseconds from before the edit to the mail, of each. */
async function timeSteady(sender: Sender, perEdit: number, { perSecond, seconds }: typeof full): Promise<number[]> {
  const count = perSecond * seconds
  const begin = Date.now()
  const sentAt: number[] = []
  const edits: Promise<void>[] = []
  while (sentAt.length < count) {
    const due = begin + (sentAt.length * 1_000) / perSecond
    if (due > Date.now()) await sleep(due - Date.now())
    const now = Date.now()
    for (let told = 0; told < perEdit; told += 1) sentAt.push(now)
    edits.push(sender.tell(perEdit))
  }
  await Promise.all(edits)
  await untilArrived(sender, count)
  const arrivals = sender.arrivals().toSorted((one, next) => one - next)
  // Mails come in about the order of their edits; over all of them the order makes no difference to the sum.
  return sentAt.map((at, index) => (arrivals[index] ?? 0) - at)
}

/** One message after another. `until` says, of how many were sent, how many there are to be. */
async function timeSingles(sender: Sender, countOf: (sent: number) => number, betweenMs: number): Promise<number[]> {
  const times: number[] = []
  while (times.length < countOf(times.length)) {
    const before = sender.arrivals().length
    const begin = Date.now()
    await sender.tell(1)
    await untilArrived(sender, before + 1)
    times.push((sender.arrivals().at(-1) ?? 0) - begin)
    await sleep(betweenMs)
  }
  return times
}

const untilArrived = (sender: Sender, count: number): Promise<boolean> =>
  until(async () => sender.arrivals().length >= count, {
    what: `${count} mails`,
    withinMs: 900_000,
    everyMs: 5,
  })
