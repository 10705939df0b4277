import { createDatabase, type Database } from '@throughline/database'
import { inject } from 'vitest'
import { createTestOrganisation, type TestOrganisation } from './organisation.ts'
import type { TestStack } from './stack-description.ts'

/** Of the project's global set-up. */
export const testStack = (): TestStack => inject('stack')

/** The pool that services have: through PgBouncer, as `throughline_app`. Close it in `afterAll`. */
export const openTestDatabase = (poolSize = 5): Database =>
  createDatabase({ connectionString: testStack().databaseUrl, poolSize, applicationName: 'tests' })

export const createOrganisation = (database: Database): Promise<TestOrganisation> =>
  createTestOrganisation(database, testStack())
