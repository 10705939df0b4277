import { isDeepStrictEqual } from 'node:util'
import { type ServiceName, serviceNames, type WireName } from '../cell.ts'
import { type Footprint, footprintOf } from '../footprint.ts'
import type { Scene } from '../scene.ts'
import type { World } from '../world.ts'

const mostGrowth = 1.2
/** V8 gives memory back late, and the threads of the engine and the api remember plans. */
const allowedMegabytes = 100
/** As the services set them up; see `DATABASE_POOL_SIZE`. */
const poolSizes: Readonly<Record<ServiceName, number>> = { api: 10, worker: 10, 'email-service': 5 }

interface Ways {
  database: WireName
  temporal: WireName
  listener?: WireName
}

const ways: Readonly<Record<ServiceName, Ways>> = {
  api: { database: 'api-database', temporal: 'api-temporal', listener: 'api-listener' },
  worker: { database: 'worker-database', temporal: 'worker-temporal', listener: 'worker-listener' },
  'email-service': { database: 'email-database', temporal: 'email-temporal' },
}

/** The api connects to Temporal again when it next has something to ask. */
const asNeeded: ReadonlySet<WireName> = new Set(['api-temporal'])

/** Remembers what each service takes up once it has settled: what the first scene of a world finds. */
export function rememberFootprints({ services, settled }: World): void {
  for (const name of serviceNames) {
    const footprint = footprintOf(services[name].pid)
    if (footprint && !settled.has(name)) settled.set(name, footprint)
  }
}

/** No service takes more memory, descriptors or connections than when it had settled, whether or not it was started again. */
export async function checkResources({ world }: Scene): Promise<string[]> {
  return serviceNames.flatMap((name) => {
    const base = world.settled.get(name)
    const now = footprintOf(world.services[name].pid)
    return base && now ? compare(world, name, base, now).map((what) => `the ${name} has ${what}`) : []
  })
}

function compare(world: World, name: ServiceName, base: Footprint, now: Footprint): string[] {
  const problems: string[] = []
  const mostMegabytes = Math.max(base.megabytes * mostGrowth, base.megabytes + allowedMegabytes)
  if (now.megabytes > mostMegabytes)
    problems.push(`${Math.round(now.megabytes)} MB of memory after ${Math.round(base.megabytes)}`)
  if (!isDeepStrictEqual(now.descriptors, base.descriptors))
    problems.push(`the descriptors ${show(now.descriptors)} in place of ${show(base.descriptors)}`)
  if (now.deadConnections > 0) problems.push(`${now.deadConnections} connections that nobody is at the other end of`)
  const { database, ...single } = ways[name]
  const count = (wire: WireName) => now.connections.get(world.wires[wire].port) ?? 0
  if (count(database) > poolSizes[name]) problems.push(`${count(database)} connections to the database`)
  for (const wire of Object.values(single))
    if (count(wire) > 1 || (count(wire) === 0 && !asNeeded.has(wire)))
      problems.push(`${count(wire)} connections by way of ${wire} in place of one`)
  return problems
}

const show = (descriptors: Footprint['descriptors']): string =>
  Object.entries(descriptors)
    .map(([kind, count]) => `${count} ${kind}`)
    .toSorted()
    .join(', ')
