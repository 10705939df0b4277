import { type Database, sealAudit } from '@throughline/database'
import type { Logger } from '@throughline/platform'
import { createWakeable } from '../dispatcher/wakeable.ts'

/**
 * Chains the audit trail by hash, every two seconds: what was committed is sealed within seconds, and any number of
 * processes may try, since the database lets one at a time. What is not sealed yet waits for whoever comes next.
 */
export interface AuditSealer {
  start(): void
  close(): Promise<void>
}

const every = 2_000
const atOnce = 500

export function createAuditSealer(database: Database, log: Logger): AuditSealer {
  const loop = createWakeable()
  let running: Promise<void> | undefined

  async function sealAll(): Promise<void> {
    while (!loop.stopped && (await sealAudit(database.kysely, atOnce)) === atOnce);
  }

  async function run(): Promise<void> {
    while (!loop.stopped) {
      await sealAll().catch((error: unknown) => log.error({ err: error }, 'the audit trail could not be sealed'))
      await loop.wait(every)
    }
  }

  return {
    start() {
      running ??= run()
    },
    async close() {
      loop.stop()
      await running
    },
  }
}
