import type { Notification } from '@throughline/contract'

type Told = Omit<Notification, 'id' | 'at' | 'readAt' | 'path'>

/** What a notification says, in one line; names that are gone are passed over. */
export const wordsOf = (told: Told): string => words[told.kind]?.(told) ?? 'A mail was sent to you'

const words: { readonly [Kind in Told['kind']]?: (told: Told) => string } = {
  'task-assigned': (told) => `${actorOf(told)} assigned ${taskOf(told)} to you`,
  mentioned: (told) => `${actorOf(told)} mentioned you on ${taskOf(told)}${saidBy(told)}`,
  commented: (told) => `${actorOf(told)} commented on ${taskOf(told)}${saidBy(told)}`,
  'due-soon': (told) => `${capitalised(taskOf(told))} is due${onDay(told)}`,
  overdue: (told) => `${capitalised(taskOf(told))} should have been finished${onDay(told)}`,
  'finish-moved': finishMoved,
  'schedule-error': (told) => `The dates of ${projectOf(told)} cannot be computed`,
  'run-failed': runFailed,
  'import-waiting': (told) => `The import ${importOf(told)} waits for you`,
  'import-ended': (told) => `The import ${importOf(told)} ended`,
  'import-expiring': (told) => `The import ${importOf(told)} waits for you, and will be given up`,
  'role-changed': roleChanged,
  'webhook-disabled': ({ webhook }) =>
    `The webhook ${webhook ? `“${webhook.name}” ` : ''}was switched off, because its endpoint fails`,
  'sign-in-new-device': ({ device }) => `A sign-in from a new device${device ? `: ${device}` : ''}`,
  'deletion-scheduled': () => 'The organisation is to be deleted',
  'deletion-reminder': () => 'The organisation is about to be deleted',
  'address-suspended': () => 'Mail to your address comes back: none is sent to it',
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const actorOf = ({ actor }: Told): string => actor?.name ?? 'Somebody'
const taskOf = ({ task }: Told): string => (task ? `“${task.name}”` : 'a task')
const projectOf = ({ project }: Told): string => (project ? `“${project.name}”` : 'a project')
const importOf = ({ import: file }: Told): string => (file ? `of “${file.name}”` : 'of a file')
const onDay = ({ dueAt }: Told): string => (dueAt ? ` on ${dayOf(dueAt)}` : '')

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
/** Of a wall time of the project: `2 Mar 2026`. */
const dayOf = (time: string): string => dayFormat.format(new Date(`${time.slice(0, 10)}T00:00:00Z`))

function finishMoved(told: Told): string {
  const { finish, cause, actor } = told
  const because = cause ? `: ${cause}${actor ? ` (${actor.name})` : ''}` : ''
  const days = finish ? ` from ${dayOf(finish.from)} to ${dayOf(finish.to)}` : ''
  return `The finish of ${projectOf(told)} moved${days}${because}`
}

const works: { readonly [Kind in NonNullable<Told['run']>['kind']]?: string } = {
  seed: 'Making the demonstration plans',
  'organisation-create': 'Making an organisation',
  'organisation-export': 'The export of the organisation',
  'organisation-import': 'The import of an organisation',
}

function runFailed(told: Told): string {
  if (told.run?.kind === 'recompute') return `After your change no dates of ${projectOf(told)} could be computed`
  return `${works[told.run?.kind ?? 'recompute'] ?? 'Work that you asked for'} failed`
}

function roleChanged(told: Told): string {
  const { role, project, program } = told
  const place =
    role?.in === 'organisation' ? 'the organisation' : named(role?.in === 'program' ? program : project, told)
  if (!role?.name) return `${actorOf(told)} took away your role in ${place}`
  return `${actorOf(told)} changed your role in ${place}: it is ${role.name} now`
}

const named = (what: Told['project'], { role }: Told): string =>
  what ? `“${what.name}”` : `a ${role?.in ?? 'project'}`

/** Nothing once the comment is gone. */
const saidBy = ({ comment }: Told): string => (comment ? `: ${comment.excerpt}` : '')
