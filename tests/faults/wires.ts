import type { TestStack } from '../harness/stack-description.ts'
import { type WireName, wireNames } from './cell.ts'
import { portOf } from './ports-of.ts'
import type { Toxiproxy, Wire } from './toxiproxy.ts'

/** The connections between processes that a cell can disturb, each through a proxy of its own. */
export type Wires = Readonly<Record<WireName, Wire>>

export async function openWires(
  toxiproxy: Toxiproxy,
  { databaseUrl, databaseDirectUrl, temporalAddress }: TestStack,
  ports: { api: number; smtp: number; webhook: number },
): Promise<Wires> {
  const database = portOf(databaseUrl)
  const temporal = portOf(`tcp://${temporalAddress}`)
  const upstream: Record<WireName, number> = {
    'client-api': ports.api,
    'api-database': database,
    'api-listener': portOf(databaseDirectUrl),
    'api-temporal': temporal,
    'worker-database': database,
    'worker-listener': portOf(databaseDirectUrl),
    'worker-temporal': temporal,
    'email-database': database,
    'email-temporal': temporal,
    'email-smtp': ports.smtp,
    'worker-webhook': ports.webhook,
  }
  const opened = await Promise.all(wireNames.map(async (name) => [name, await toxiproxy.open(name, upstream[name])]))
  return Object.fromEntries(opened) as Wires
}
