import { z } from 'zod'
import { id, instant, label, text } from './primitives.ts'

/** Where an organisation is in its life; all but `active` are closed to their people and tokens. */
export const organisationStates = ['active', 'suspended', 'importing', 'deleting', 'purging'] as const
export const organisationState = z.enum(organisationStates).meta({ id: 'OrganisationState' })
export type OrganisationState = z.infer<typeof organisationState>

export const organisationRunKinds = ['create', 'suspend', 'resume', 'export', 'import', 'delete'] as const
export const organisationRunStates = ['waiting', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const

/** Work on a whole organisation, and how far it is. */
export const organisationRun = z
  .object({
    id,
    kind: z.enum(organisationRunKinds),
    state: z.enum(organisationRunStates),
    organisationId: id.meta({ description: 'The organisation that it is about' }),
    rowsDone: z.int().min(0),
    rowsTotal: z.int().min(0).nullable(),
    pauseRequested: z.boolean().meta({ description: 'It pauses at its next step' }),
    cancelRequested: z.boolean(),
    error: z.string().nullable(),
    result: z.record(z.string(), z.int()).nullable().meta({ description: 'Rows by table' }),
    byteCount: z.int().min(0).nullable(),
    sha256: z.string().nullable(),
    fileExpiresAt: instant.nullable().meta({ description: 'Of an export: until when its file can be had' }),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'OrganisationRun' })
export type OrganisationRun = z.infer<typeof organisationRun>

export const organisationLife = z
  .object({
    id,
    name: z.string(),
    state: organisationState,
    suspendedAt: instant.nullable(),
    deletionAt: instant.nullable().meta({ description: 'When its deletion begins; until then it can be called off' }),
    runs: z.array(organisationRun).meta({ description: 'Newest first, 20 at most' }),
  })
  .meta({ id: 'OrganisationLife' })
export type OrganisationLife = z.infer<typeof organisationLife>

export const listedOrganisation = z
  .object({
    id,
    name: z.string(),
    state: organisationState,
    people: z.int(),
    createdAt: instant,
    suspendedAt: instant.nullable(),
    deletionAt: instant.nullable(),
  })
  .meta({ id: 'ListedOrganisation' })
export type ListedOrganisation = z.infer<typeof listedOrganisation>

/** What is left of an organisation that was, or is being, deleted: it names nobody. */
export const deletedOrganisation = z
  .object({ id, beganAt: instant, endedAt: instant.nullable(), counts: z.record(z.string(), z.int()) })
  .meta({ id: 'DeletedOrganisation' })
export type DeletedOrganisation = z.infer<typeof deletedOrganisation>

export const organisationValues = z.strictObject({
  name: label(200),
  ownerEmail: z.email().max(254).toLowerCase().meta({ description: 'Gets an invitation to own it' }),
})
export type OrganisationValues = z.infer<typeof organisationValues>

export const organisationDeletion = z.strictObject({
  name: text(200).meta({ description: 'The name of the organisation, typed' }),
  password: text(1_000),
})
export type OrganisationDeletion = z.infer<typeof organisationDeletion>

export const organisationExportType = 'application/zip'
