import { z } from 'zod'
import { presence } from '../presence.ts'
import { id, wholeNumber } from '../primitives.ts'
import { syncPull, syncPush, syncPushed } from '../sync.ts'
import { operation } from './operation.ts'

const tag = 'Live and offline'
const params = z.object({ projectId: id })

/** WatermelonDB says `null` before its first pull. */
const pulledAt = z
  .union([z.literal('null').transform(() => 0), wholeNumber(0)])
  .meta({ description: 'The `timestamp` of the last pull; 0, `null` or left out: everything' })

export const liveOperations = {
  listPresence: operation({
    method: 'get',
    path: '/projects/:projectId/presence',
    summary: 'Who looks at the project now',
    tag,
    params,
    status: 200,
    response: z.object({ items: z.array(presence) }),
    problems: ['forbidden', 'not-found'],
  }),
  pullSync: operation({
    method: 'get',
    path: '/projects/:projectId/sync',
    summary: 'What an offline copy lacks, in the pull format of WatermelonDB',
    tag,
    params,
    query: z.object({ since: pulledAt.default(0) }),
    status: 200,
    response: syncPull,
    problems: ['not-found', 'sync-expired'],
  }),
  pushSync: operation({
    method: 'post',
    path: '/projects/:projectId/sync',
    summary: 'Apply what was changed offline, in the push format of WatermelonDB',
    tag,
    params,
    body: syncPush,
    bodyMegabytes: 8,
    status: 200,
    response: syncPushed,
    problems: ['forbidden', 'not-found', 'field-conflict', 'link-cycle', 'invalid-change', 'sync-expired'],
  }),
}
