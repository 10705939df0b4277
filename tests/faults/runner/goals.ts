import type { Cell } from '../cell.ts'

/**
 * How soon the work is to go on after a disturbance has ended, in milliseconds: a dead worker is known by its missing
 * heartbeat, clients come back in three seconds and catch up in one, the others need their own start.
 */
export function goalOf({ target, action, flow }: Cell): number {
  if (flow === 'outage' || target === 'temporal') return 15_000
  if (
    flow === 'dispatch' ||
    flow === 'seed' ||
    flow === 'purge' ||
    flow === 'upload' ||
    flow === 'fetch' ||
    flow === 'import' ||
    flow === 'recompute' ||
    flow === 'session' ||
    flow === 'notify' ||
    flow === 'digest' ||
    flow === 'email' ||
    flow === 'mails' ||
    flow === 'webhook'
  )
    return 10_000
  if (target === 'postgres') return 5_000
  if (target === 'pgbouncer') return action === 'freeze' ? 4_000 : 2_000
  return target === 'worker' || target === 'email-service' ? 10_000 : 4_000
}
