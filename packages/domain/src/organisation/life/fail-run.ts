import {
  endOrganisationRun,
  findOrganisationRun,
  type OrganisationRunRow,
  type Transaction,
} from '@throughline/database'
import { tellRunFailed } from '../../notifications/tell-run-failed.ts'

/** Ends work on an organisation that failed for good, and tells who asked for it; one that has ended stays as it did. */
export async function failOrganisationRun(transaction: Transaction, runId: string, error: string): Promise<void> {
  const run = await findOrganisationRun(transaction, runId)
  if (!run || !(await endOrganisationRun(transaction, runId, { state: 'failed', error }))) return
  const { id, organisationId, personId } = run
  await tellRunFailed(transaction, { id, organisationId, personId, kind: kindOf(run) })
}

const kindOf = ({ kind }: OrganisationRunRow) =>
  `organisation-${kind as 'create' | 'export' | 'import' | 'delete'}` as const
