import { createHash } from 'node:crypto'
import {
  type Database,
  findAuditEnd,
  listAuditedOrganisations,
  listSealedRows,
  type SealedRow,
  type Transaction,
  withTransaction,
} from '@throughline/database'

/** What is to be said of one organisation's chain. */
export interface AuditVerdict {
  organisationId: string
  /** Rows in the chain. */
  sealed: number
  /** Of the last one, in hexadecimal; kept elsewhere, it shows later that nothing before it was changed. */
  hash: string | null
  /** What is wrong, with its place; empty when all is well. */
  problems: string[]
  /** Rows at the end that are not sealed yet, and since when. */
  unsealed: number
  oldestUnsealedAt: string | null
}

const atOnce = 2_000

/** Follows the chain of each organisation from its beginning, hash by hash. */
export async function* verifyAudit(database: Database): AsyncGenerator<AuditVerdict> {
  for (const organisationId of await listAuditedOrganisations(database.kysely))
    yield await withTransaction(database, { organisationId }, (transaction) => verifyChain(transaction, organisationId))
}

async function verifyChain(transaction: Transaction, organisationId: string): Promise<AuditVerdict> {
  const end = await findAuditEnd(transaction)
  const chain = new Chain()
  for (let rows = await listSealedRows(transaction, 0, atOnce); rows.length > 0; ) {
    for (const row of rows) chain.add(row)
    rows = await listSealedRows(transaction, chain.sequence, atOnce)
  }
  chain.endsAt(end.sequence ?? 0, end.hash)
  const { sequence: sealed, hash, problems } = chain
  const { unsealed, oldestUnsealedAt } = end
  return {
    organisationId,
    sealed,
    hash: hash.length > 0 ? hash.toString('hex') : null,
    problems,
    unsealed,
    oldestUnsealedAt,
  }
}

class Chain {
  sequence = 0
  hash: Buffer = Buffer.alloc(0)
  readonly problems: string[] = []

  add({ sequence, content, hash }: SealedRow): void {
    if (sequence !== this.sequence + 1) this.problems.push(`rows ${this.sequence + 1} to ${sequence - 1} are missing`)
    const expected = createHash('sha256').update(this.hash).update(content).digest()
    if (!expected.equals(hash)) this.problems.push(`row ${sequence} is not what was sealed`)
    this.sequence = sequence
    this.hash = hash
  }

  endsAt(sequence: number, hash: Buffer | null): void {
    if (sequence > this.sequence) this.problems.push(`rows ${this.sequence + 1} to ${sequence} are missing at the end`)
    else if (!this.hash.equals(hash ?? Buffer.alloc(0))) this.problems.push('the end is not the one that was sealed')
  }
}
