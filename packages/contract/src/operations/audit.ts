import { z } from 'zod'
import { auditEvent, auditFilter } from '../audit.ts'
import { page } from '../primitives.ts'
import { operation } from './operation.ts'

export const auditOperations = {
  listAuditEvents: operation({
    method: 'get',
    path: '/audit',
    summary: 'The audit trail of the organisation, newest first; `GET /export?table=audit` has it as a file',
    tag: 'Audit',
    query: auditFilter.extend({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z
        .string()
        .regex(/^\d{1,18}$/, 'is no cursor of this list')
        .optional(),
    }),
    status: 200,
    response: page(auditEvent),
    problems: ['forbidden'],
  }),
}
