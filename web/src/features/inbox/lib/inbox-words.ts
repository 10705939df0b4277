import type { Notification } from '@throughline/contract'

type Told = Pick<Notification, 'kind' | 'actor' | 'project' | 'task' | 'import' | 'webhook' | 'comment'>

/** What a notification says, in one line; names that are gone are passed over. */
export function wordsOf(told: Told): string {
  const { actor, task, webhook } = told
  switch (told.kind) {
    case 'task-assigned':
      return `${actor?.name ?? 'Somebody'} assigned ${task ? `“${task.name}”` : 'a task'} to you`
    case 'mentioned':
      return `${actor?.name ?? 'Somebody'} mentioned you on ${task ? `“${task.name}”` : 'a task'}${saidBy(told)}`
    case 'commented':
      return `${actor?.name ?? 'Somebody'} commented on ${task ? `“${task.name}”` : 'a task'}${saidBy(told)}`
    case 'import-ended':
      return `The import ${nameOf(told)} ended`
    case 'import-expiring':
      return `The import ${nameOf(told)} waits for you, and will be given up`
    case 'webhook-disabled':
      return `The webhook ${webhook ? `“${webhook.name}”` : ''} was switched off, because its endpoint fails`
    case 'deletion-scheduled':
      return 'The organisation is to be deleted'
    case 'deletion-reminder':
      return 'The organisation is about to be deleted'
    default:
      return 'A mail was sent to you'
  }
}

const nameOf = ({ import: file }: Told): string => (file ? `of “${file.name}”` : 'of a file')

/** Nothing once the comment is gone. */
const saidBy = ({ comment }: Told): string => (comment ? `: ${comment.excerpt}` : '')
