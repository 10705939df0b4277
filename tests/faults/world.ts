import { type Client, createClient } from '@throughline/client'
import { createDatabase, type Database } from '@throughline/database'
import pg from 'pg'
import { createTestOrganisation, type TestOrganisation } from '../harness/organisation.ts'
import { Services } from '../harness/service/index.ts'
import { type RunningTestStack, startTestStack } from '../harness/test-stack.ts'

/** A stack whose processes may be killed, with an organisation in it. */
export interface World {
  running: RunningTestStack
  services: Services
  organisation: TestOrganisation
  clientOf(url: string): Client
  /** Rows as a superuser sees them. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
  end(): Promise<void>
}

export async function createWorld(): Promise<World> {
  const running = await startTestStack()
  const { stack } = running
  const database: Database = createDatabase({
    connectionString: stack.databaseUrl,
    poolSize: 2,
    onIdleError: () => undefined,
  })
  const services = new Services(stack)
  const organisation = await createTestOrganisation(database, stack)
  return {
    running,
    services,
    organisation,
    clientOf: (url) => createClient({ baseUrl: url, token: organisation.admin.token }),
    query: <Row>(text: string, values: readonly unknown[] = []) =>
      queryAsSuperuser<Row>(stack.superuserUrl, text, values),
    async end() {
      await services.stop()
      await database.close()
      await running.stop()
    },
  }
}

async function queryAsSuperuser<Row>(
  connectionString: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows as Row[]
  } finally {
    await client.end()
  }
}
