import { z } from 'zod'
import { id, instant } from '../primitives.ts'
import { operation } from './operation.ts'

const tag = 'Service'

/** What a banner needs: whether the parts behind the api answer, and how much committed work waits for them. */
export const serviceStatus = z
  .object({
    temporal: z.enum(['reachable', 'unreachable']),
    dates: z
      .enum(['current', 'late'])
      .meta({ description: '`late`: dates were asked for over 15 seconds ago and are not computed yet' }),
    waitingRequests: z.int(),
    oldestRequestAt: instant.nullable(),
  })
  .meta({ id: 'ServiceStatus' })
export type ServiceStatus = z.infer<typeof serviceStatus>

export const serviceOperations = {
  getStatus: operation({
    method: 'get',
    path: '/status',
    summary: 'Whether recomputes run, and what waits',
    tag,
    status: 200,
    response: serviceStatus,
  }),
  seedOrganisation: operation({
    method: 'post',
    path: '/organisations/:organisationId/seed',
    summary: 'Fill the organisation with demo projects, unless it has them',
    tag,
    params: z.object({ organisationId: id }),
    status: 202,
    response: z.object({ workflowId: z.string() }),
    problems: ['forbidden', 'not-found'],
  }),
}
