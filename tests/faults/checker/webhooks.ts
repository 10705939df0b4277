import { webhookEvent } from '@throughline/contract'
import type { Scene } from '../scene.ts'

/** Each change of the project since the webhook was made arrived, under one `webhook-id`, and was the same each time. */
export async function checkWebhooks(scene: Scene): Promise<string[]> {
  const problems: string[] = []
  for (const { id, path } of scene.webhooks) problems.push(...(await lookAt(scene, id, path)))
  return problems
}

async function lookAt({ world, projectId }: Scene, webhookId: string, path: string): Promise<string[]> {
  const changes = await world.query<{ revision: number; messageId: string | null; state: string | null }>(
    `select e.revision::int as revision, d.message_id as "messageId", d.state
     from event e left join webhook_delivery d on d.webhook_id = $1 and (d.data ->> 'revision')::bigint = e.revision
     where e.stream_id = $2 and e.type = 'plan.changed'
       and e.created_at >= (select created_at from webhook where id = $1)`,
    [webhookId, projectId],
  )
  const received = world.receiver.at(path)
  const problems = changes.flatMap(({ revision, messageId, state }) => {
    if (messageId === null) return [`revision ${revision} has no delivery`]
    const arrived = received.filter(({ headers }) => headers['webhook-id'] === messageId)
    const bodies = new Set(arrived.map(({ body }) => body))
    if (state !== 'delivered') return [`the delivery of revision ${revision} is ${state}`]
    if (bodies.size !== 1) return [`revision ${revision} arrived with ${bodies.size} bodies`]
    const [body = ''] = bodies
    const { type, data } = webhookEvent.parse(JSON.parse(body))
    return type === 'project.changed' && data.revision === revision ? [] : [`revision ${revision} arrived as ${body}`]
  })
  const known = new Set(changes.map(({ messageId }) => messageId))
  const strange = received.filter(({ headers }) => !known.has(headers['webhook-id'] ?? ''))
  return strange.length > 0 ? [...problems, `${strange.length} requests are of no change`] : problems
}
