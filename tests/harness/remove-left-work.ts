import pg from 'pg'
import type { TestStack } from './stack-description.ts'

/**
 * Takes away work that earlier tests asked for and that no service did, and the lanes that it held: who comes after them
 * waits for its own.
 */
export async function removeLeftWork({ superuserUrl }: TestStack): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query('delete from work_request; delete from recompute_slot')
  } finally {
    await client.end()
  }
}
