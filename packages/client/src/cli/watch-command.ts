import type { StreamEvent } from '@throughline/contract'
import { createLiveConnection } from '../live-connection.ts'
import { operandOf, UsageError } from './arguments.ts'
import { type Command, findProject } from './command.ts'

/** Says what happens in a project until it is interrupted; what was missed while the line was down is said as well. */
export const watch: Command = async (session) => {
  const { args, client, terminal, url, token, signal } = session
  const { id, name, revision } = await findProject(client, operandOf(args, 'project'))
  const live = createLiveConnection({ url, token })
  const say = (event: StreamEvent) => terminal.say(args.json ? JSON.stringify(event) : sentenceOf(event))
  try {
    return await new Promise<number>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(0))
      live.watch({
        ...{ kind: 'project', id, since: revision },
        onAccepted: () => terminal.note(`Watching ${name} from revision ${revision} on.`),
        onRefused: () => reject(new UsageError(`You may not watch ${name}`)),
        onEvent(event) {
          say(event)
          return undefined
        },
        async onResync(since) {
          const { items, head } = await client.call('listEvents', { params: { projectId: id }, query: { since } })
          for (const event of items) say(event)
          return items.at(-1)?.revision ?? head
        },
      })
    })
  } finally {
    live.close()
  }
}

function sentenceOf({ revision, at, type, payload }: StreamEvent): string {
  const summary = 'summary' in payload ? payload.summary : ''
  return `${at.replace('T', ' ').slice(0, 19)}  revision ${revision}  ${type}${summary ? `  ${summary}` : ''}`
}
