import pg from 'pg'
import type { TestStack } from './stack-description.ts'

/**
 * Takes away work that earlier tests asked for and that no service did, the lanes that it held, and the projects whose
 * dates lag behind, for which the sweep of each minute would ask again: who comes after them waits for its own.
 */
export async function removeLeftWork({ superuserUrl }: TestStack): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(`
      delete from work_request;
      delete from recompute_slot;
      update project set deleted_at = now() where computed_revision < input_revision and deleted_at is null`)
  } finally {
    await client.end()
  }
}
