import { z } from 'zod'
import { id, instant } from './primitives.ts'

export const auditChange = z.enum(['created', 'changed', 'deleted', 'refused'])

/** One row of the audit trail. `before` and `after` hold what changed; secrets are named, never told. */
export const auditEvent = z
  .object({
    id: z.string(),
    at: instant,
    act: z.string().meta({ description: 'The operation of the API, or `background`' }),
    change: auditChange,
    entity: z.string(),
    entityId: z.string().nullable(),
    person: z.object({ id, name: z.string().nullable() }).nullable(),
    credential: z.object({ kind: z.string(), id }).nullable().meta({ description: 'The session or token it came by' }),
    address: z.string().nullable(),
    agent: z.string().nullable(),
    requestId: z.string().nullable(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    sequence: z.int().nullable().meta({ description: 'Its place in the sealed chain; null: not sealed yet' }),
    hash: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' })

export const auditFilter = z.object({
  personId: id.optional(),
  act: z.string().max(100).optional(),
  entity: z.string().max(100).optional(),
  entityId: z.string().max(100).optional(),
  change: auditChange.optional(),
  from: instant.optional(),
  to: instant.optional(),
})

export type AuditEvent = z.infer<typeof auditEvent>
export type AuditFilter = z.infer<typeof auditFilter>
