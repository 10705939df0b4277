import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'

export interface MigrateOptions {
  /** A direct connection as the owner of the tables; never PgBouncer, since the runner takes a session lock. */
  databaseUrl: string
  direction?: 'up' | 'down'
  /** How many; all pending for `up`, one for `down` when left out. */
  count?: number
  /** Where the .sql files are; beside the source, or beside the built command. */
  directory?: string
  log?: (message: string) => void
}

/** Applies migrations in order, each in a transaction of its own, and answers the names of those applied. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const applied = await runner({
    databaseUrl: options.databaseUrl,
    dir: options.directory ?? fileURLToPath(new URL('../migrations', import.meta.url)),
    direction: options.direction ?? 'up',
    count: options.count ?? (options.direction === 'down' ? 1 : Number.POSITIVE_INFINITY),
    migrationsTable: 'migration',
    singleTransaction: false,
    log: options.log ?? (() => {}),
  })
  return applied.map((migration) => migration.name)
}
