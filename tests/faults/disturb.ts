import { setTimeout as pause } from 'node:timers/promises'
import { until } from '../harness/until.ts'
import {
  type ActionName,
  type Cell,
  type InfrastructureName,
  isInfrastructure,
  isService,
  isWire,
  type ServiceName,
} from './cell.ts'
import type { Query } from './query.ts'
import type { Toxic } from './toxiproxy.ts'
import { nearWebhooks, type World, workerSettings } from './world.ts'

const hour = 3_600
/** SQLSTATE `disk_full`. */
const diskFull = '53100'

const both = (type: Toxic['type'], attributes: Toxic['attributes']): Toxic[] => [
  { type, stream: 'upstream', attributes },
  { type, stream: 'downstream', attributes },
]

/** What each action is to a connection. A time of zero: at once for a reset, without end for a time-out. */
const toxics: Partial<Record<ActionName, readonly Toxic[]>> = {
  reset: both('reset_peer', { timeout: 0 }),
  hole: both('timeout', { timeout: 0 }),
  'half-open': [{ type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } }],
  slow: both('latency', { latency: 150, jitter: 100 }),
  'cut-reply': [{ type: 'limit_data', stream: 'downstream', attributes: { bytes: 0 } }],
}

/**
 * Does to the target what the cell says, while `owner` is held at its point (or while the flow runs, where there is
 * none), and lets the owner go on. Answers the moment since which nothing is disturbed any more.
 */
export async function disturb(world: World, cell: Cell, owner: ServiceName | null): Promise<number> {
  const { target, action } = cell
  if (isService(target)) return disturbService(world, cell, target, owner)
  const letGo = () => owner && world.services[owner].letGo()
  if (isInfrastructure(target)) return disturbInfrastructure(world, cell, target, letGo)
  if (isWire(target)) {
    await world.wires[target].disturb(toxics[action] ?? [])
    letGo()
    await pause(cell.milliseconds)
    await world.wires[target].clear()
    return Date.now()
  }
  if (action === 'down') {
    await world.sink.stop()
    letGo()
    await pause(cell.milliseconds)
    await world.sink.start()
    return Date.now()
  }
  world.sink.loseAnswers(1)
  letGo()
  return Date.now()
}

async function disturbService(world: World, cell: Cell, target: ServiceName, owner: ServiceName | null) {
  const service = world.services[target]
  const others = () => owner && owner !== target && world.services[owner].letGo()
  if (cell.action === 'kill') {
    await service.kill()
    const killed = Date.now()
    others()
    await service.start()
    return killed
  }
  if (cell.action === 'term') {
    const stopping = service.terminate()
    if (owner) world.services[owner].letGo()
    await stopping
    const ended = Date.now()
    await service.start()
    return ended
  }
  if (cell.action === 'clock') {
    await disturbClock(world, target, () => owner && world.services[owner].letGo(), cell.milliseconds)
    return Date.now()
  }
  service.freeze()
  others()
  if (cell.action === 'zombie') await startSpare(world, target)
  await pause(cell.milliseconds)
  service.thaw()
  service.letGo()
  return Date.now()
}

/** Sets the clock ahead and back again, and looks that the process went by it. */
async function disturbClock(
  { equipment, services }: World,
  name: ServiceName,
  letGo: () => void,
  milliseconds: number,
): Promise<void> {
  const shows = (seconds: number) =>
    until(async () => Math.abs((await services[name].clockAhead()) - seconds) <= 2, {
      what: `a clock ${seconds} s ahead`,
    })
  if (!equipment) throw new Error('the clocks of this world cannot be set')
  equipment.clocks[name].set(hour)
  await shows(hour)
  letGo()
  await pause(milliseconds)
  equipment.clocks[name].set(0)
  await shows(0)
}

/** Another copy, that takes the work over. */
async function startSpare({ spares, apiUrls, sink }: World, name: ServiceName): Promise<void> {
  if (name === 'api') apiUrls.push((await spares.startApi(nearWebhooks)).url)
  else if (name === 'worker') await spares.startWorker(workerSettings)
  else await spares.startEmailService({ SMTP_URL: sink.url })
}

async function expectNoRoom(query: Query): Promise<void> {
  const code = await query('create table larger_than_the_room as select generate_series(1, 100000)').then(
    () => 'nothing',
    (error: { code?: unknown }) => error.code,
  )
  if (code !== diskFull) throw new Error(`writing to a full disk ended with ${code}`)
}

/**
 * PostgreSQL is away from when its log needs a file that there is no room for until there is. Files that it has laid in
 * store are used up first.
 */
async function bringDown(query: Query): Promise<void> {
  const isDown = () =>
    query('select pg_switch_wal(), pg_logical_emit_message(true, $1, $2)', ['filler', 'x'.repeat(10_000)]).then(
      () => false,
      () => true,
    )
  await until(isDown, { what: 'a database without room for its log' })
}

async function disturbInfrastructure(
  { running, equipment, query }: World,
  { action, milliseconds }: Cell,
  target: InfrastructureName,
  letGo: () => void,
): Promise<number> {
  const supervised = running.parts.process(target)
  if (action === 'kill') {
    const before = supervised.restarts
    supervised.kill('SIGKILL')
    const killed = Date.now()
    letGo()
    await until(() => supervised.restarts > before && supervised.state === 'running', {
      what: `${target} runs again`,
      withinMs: 30_000,
    })
    return killed
  }
  if (action === 'full' || action === 'full-log') {
    if (!equipment) throw new Error('the disk of this world cannot be full')
    await equipment.disk.fill()
    if (action === 'full') await expectNoRoom(query)
    else await bringDown(query)
    letGo()
    await pause(milliseconds)
    await equipment.disk.empty()
    return Date.now()
  }
  if (action === 'down') {
    await supervised.stop()
    letGo()
    await pause(milliseconds)
    await supervised.start()
    return Date.now()
  }
  supervised.kill('SIGSTOP')
  letGo()
  await pause(milliseconds)
  supervised.kill('SIGCONT')
  return Date.now()
}
