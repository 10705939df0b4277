import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** What a device was to a person before this sign-in; `first`: they had none. */
export type DeviceBefore = 'known' | 'new' | 'first'

/** Devices are of people, in whatever organisation: kept by a narrow function of `throughline_gatekeeper`. */
export async function knowDevice(
  transaction: Transaction,
  personId: string,
  secretHash: Buffer,
): Promise<DeviceBefore> {
  const { rows } = await sql<{ before: DeviceBefore }>`
    select know_device(${personId}, ${secretHash}) as before`.execute(transaction)
  return rows[0]?.before ?? 'known'
}
