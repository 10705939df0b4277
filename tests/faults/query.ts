import pg from 'pg'

export type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>

/** Asks over a connection of its own each time: the server may have been killed since the last. */
export function createQuery(connectionString: string): Query {
  return async <Row>(text: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query(text, [...values])).rows as Row[]
    } finally {
      await client.end()
    }
  }
}
