import { dayText, oneLine, type WebhookEvent } from '@throughline/contract'
import {
  findComputeError,
  findProjectName,
  findToldDates,
  findToldImport,
  findToldMembers,
  listToldChanges,
  type Transaction,
} from '@throughline/database'
import { type ChatMessage, longestLine } from './chat-message.ts'

/** What a delivery to a chat is made of. */
export interface ToldChat {
  webhook: { id: string; name: string }
  messageId: string
  event: WebhookEvent
  publicUrl: string
}

type Words = Omit<ChatMessage, 'at'>
type Of<Type extends WebhookEvent['type']> = Extract<WebhookEvent, { type: Type }>['data']
type Tell<Type extends WebhookEvent['type']> = (
  transaction: Transaction,
  data: Of<Type>,
  told: ToldChat,
) => Promise<Words>

const mostLines = 5

/** The words of an event, with names as they are now. */
export async function chatMessageOf(transaction: Transaction, told: ToldChat): Promise<ChatMessage> {
  const { type, data, timestamp } = told.event
  const tell = tellers[type] as Tell<typeof type>
  return { ...(await tell(transaction, data as never, told)), at: timestamp }
}

const tellers: { readonly [Type in WebhookEvent['type']]: Tell<Type> } = {
  'project.changed': tellChange,
  'project.recomputed': tellDates,
  'project.recompute-failed': tellNoDates,
  'project.members-changed': tellMembers,
  'project.deleted': async (transaction, { projectId }) => ({
    ...({ lines: [], link: null } as const),
    headline: `${await projectOf(transaction, projectId)} was deleted`,
  }),
  'import.completed': tellImport('is done'),
  'import.failed': tellImport('failed'),
  'import.cancelled': tellImport('was cancelled'),
  'import.expired': tellImport('was given up, since nobody approved it'),
  'import.undone': tellImport('was taken back'),
  'webhook.test': async (_, __, { webhook, publicUrl }) => ({
    headline: `A test of ${named(webhook.name)}: this channel is told by Throughline`,
    lines: [],
    link: { words: 'Open the webhooks', url: `${publicUrl}/organisation/webhooks` },
  }),
}

async function tellChange(transaction: Transaction, data: Of<'project.changed'>, told: ToldChat): Promise<Words> {
  const { changes, actorNames, count } = await listToldChanges(transaction, rangeOf(data, told), mostLines)
  const several = actorNames.length > 1
  const lines = changes.map(({ actorName, summary }) =>
    cut(several ? `${personOf(actorName)}: ${oneLine(summary, longestLine)}` : oneLine(summary, longestLine)),
  )
  return {
    headline: `${peopleOf(actorNames)} changed ${await projectOf(transaction, data.projectId)}`,
    lines: count > lines.length ? [...lines, `and ${count - lines.length} more`] : lines,
    link: toProject(told, data.projectId),
  }
}

async function tellDates(transaction: Transaction, data: Of<'project.recomputed'>, told: ToldChat): Promise<Words> {
  const { movedCount, finishBefore, finishAfter } = await findToldDates(transaction, rangeOf(data, told))
  const name = await projectOf(transaction, data.projectId)
  const [before, after] = [dayOf(finishBefore), dayOf(finishAfter)]
  const moved = movedCount === 1 ? 'One task moved' : `${movedCount} tasks moved`
  const link = toProject(told, data.projectId)
  if (before && after && before !== after)
    return { headline: `The finish of ${name} moved from ${before} to ${after}`, lines: [moved], link }
  return { headline: `${name} has new dates`, lines: [after ? `${moved}; it finishes on ${after}` : moved], link }
}

async function tellNoDates(
  transaction: Transaction,
  data: Of<'project.recompute-failed'>,
  told: ToldChat,
): Promise<Words> {
  const error = await findComputeError(transaction, data.projectId, data.revision)
  return {
    headline: `The dates of ${await projectOf(transaction, data.projectId)} could not be computed`,
    lines: [...(error ? [oneLine(error, longestLine)] : []), 'The last good dates stand.'],
    link: toProject(told, data.projectId),
  }
}

async function tellMembers(
  transaction: Transaction,
  data: Of<'project.members-changed'>,
  { publicUrl }: ToldChat,
): Promise<Words> {
  const { actorName, personName, teamName, programName } = await findToldMembers(transaction, data, data)
  const whom = data.personId ? personOf(personName) : data.teamId ? `the team ${named(teamName)}` : null
  const by = data.programId ? `by the program ${named(programName)}` : null
  return {
    headline: `${personOf(actorName)} changed who works on ${await projectOf(transaction, data.projectId)}`,
    lines: whom || by ? [cut(capital([whom, by].filter((part) => part !== null).join(', ')))] : [],
    link: { words: 'Open its people', url: `${publicUrl}/projects/${data.projectId}/people` },
  }
}

function tellImport(ended: string) {
  return async (transaction: Transaction, data: Of<'import.completed'>, told: ToldChat): Promise<Words> => {
    const { importId, projectId } = data
    const found = await findToldImport(transaction, importId)
    const error = errorOf(found?.error)
    const project = found?.projectName ? `Project: ${named(found.projectName)}` : null
    const lines = [error, project, `Begun by ${personOf(found?.actorName ?? null)}`]
    const isThere = told.event.type === 'import.completed' && projectId !== null
    return {
      headline: `Import of ${named(found?.fileName ?? null, 'a file')} ${ended}`,
      lines: lines.filter((line) => line !== null),
      link: isThere
        ? toProject(told, projectId)
        : { words: 'Open the import', url: `${told.publicUrl}/imports/${importId}` },
    }
  }
}

/** `import_job.error` is a `FilePlace`. */
function errorOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('message' in error)) return null
  return oneLine(String(error.message), longestLine)
}

const rangeOf = (data: { projectId: string; revision: number }, { webhook, messageId, event }: ToldChat) => ({
  ...{ projectId: data.projectId, revision: data.revision },
  ...{ webhookId: webhook.id, messageId, eventType: event.type, happenedAt: event.timestamp },
})

const toProject = ({ publicUrl }: ToldChat, projectId: string) => ({
  words: 'Open the project',
  url: `${publicUrl}/projects/${projectId}`,
})

const projectOf = async (transaction: Transaction, projectId: string): Promise<string> =>
  named(await findProjectName(transaction, projectId), 'A project')

/** A name that is nothing but blanks and marks is none. */
const named = (name: string | null, otherwise = 'unnamed'): string => oneLine(name ?? '') || otherwise
const personOf = (name: string | null): string => named(name, 'Somebody')
const cut = (line: string): string => oneLine(line, longestLine)
const capital = (line: string): string => line.charAt(0).toUpperCase() + line.slice(1)
const dayOf = (time: string | null): string | null => time && dayText(time, { locale: 'en-GB', timeZone: 'UTC' })

/** `Anna`, `Anna and Ben`, `Anna and 3 others`. */
function peopleOf(names: readonly (string | null)[]): string {
  const [first = null, second = null] = names
  if (names.length < 2) return personOf(first)
  return names.length === 2
    ? `${personOf(first)} and ${personOf(second)}`
    : `${personOf(first)} and ${names.length - 1} others`
}
