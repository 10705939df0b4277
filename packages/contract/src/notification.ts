import { z } from 'zod'
import { runKind } from './any-run.ts'
import { id, instant, timeZone, wallTime } from './primitives.ts'

/** When a mail goes out, if one does: by itself, or with others in a digest. */
export const mailCadence = z.enum(['at-once', 'hourly', 'daily', 'weekly', 'off'])
export type MailCadence = z.infer<typeof mailCadence>

interface NotificationKindEntry {
  readonly group: 'work' | 'imports' | 'organisation' | 'account'
  /** Who is told. */
  readonly to: string
  /** What it tells, for whoever chooses. */
  readonly title: string
  /** Whether it stands in the inbox, unless a person does not want it. What goes to an address that is nobody's yet cannot. */
  readonly inbox: boolean
  readonly mail: MailCadence
  /** `now` is never held back, by whatever hours or windows; `low` can wait best. */
  readonly urgency: 'now' | 'soon' | 'low'
  /** People need it to keep their account or their organisation: it cannot be turned off. */
  readonly isFixed: boolean
}

const chosen = { inbox: true, mail: 'at-once', urgency: 'soon', isFixed: false } as const
const fixed = { inbox: true, mail: 'at-once', urgency: 'now', isFixed: true } as const
/** By a link that is for one address: of no use, and no business, in an inbox. */
const byLink = { inbox: false, mail: 'at-once', urgency: 'now', isFixed: true } as const

/** What people are told of: the one table of kinds, by which mails, inbox, preferences and docs go. */
export const notificationKinds = {
  'task-assigned': {
    ...chosen,
    group: 'work',
    title: 'A task is assigned to me',
    to: 'whom somebody else assigned it',
  },
  mentioned: {
    ...chosen,
    group: 'work',
    title: 'A comment mentions me',
    to: 'whom somebody else mentions in a comment',
  },
  commented: {
    ...chosen,
    group: 'work',
    title: 'A comment on a task of mine, or one that I watch or commented on',
    to: 'whom the task is assigned to, who commented on it before, and who watches it or the project',
  },
  'due-soon': {
    ...chosen,
    urgency: 'low',
    group: 'work',
    title: 'A task of mine, or one that I watch, is due today or within two days',
    to: 'whom the task is assigned to and who watches it, in the morning',
  },
  overdue: {
    ...chosen,
    urgency: 'low',
    group: 'work',
    title: 'A task of mine, or one that I watch, should have been finished',
    to: 'whom the task is assigned to and who watches it, in the morning',
  },
  'finish-moved': {
    ...chosen,
    group: 'work',
    title: 'The finish of a project of mine moved',
    to: 'managers and owners of the project and who watches it, but for who alone moved it',
  },
  'schedule-error': {
    ...chosen,
    group: 'work',
    title: 'A project of mine cannot be computed',
    to: 'managers and owners of the project and who watches it, but for those whose changes failed',
  },
  'run-failed': { ...chosen, group: 'work', title: 'Work that I asked for failed', to: 'who asked for it' },
  'import-waiting': { ...chosen, group: 'imports', title: 'An import of mine waits for me', to: 'who began it' },
  'import-ended': { ...chosen, group: 'imports', title: 'An import of mine ended', to: 'who began it' },
  'import-expiring': {
    ...chosen,
    group: 'imports',
    title: 'An import of mine waits, and will be given up',
    to: 'who began it',
  },
  'role-changed': {
    ...chosen,
    group: 'organisation',
    title: 'Somebody changed what I may do',
    to: 'whose role in the organisation, a program or a project was given, changed or taken, also by a team',
  },
  'webhook-disabled': {
    ...chosen,
    group: 'organisation',
    title: 'A webhook was switched off because its endpoint fails',
    to: 'administrators of the organisation',
  },
  'deletion-scheduled': {
    ...fixed,
    group: 'organisation',
    title: 'The organisation is to be deleted',
    to: 'owners of the organisation',
  },
  'deletion-reminder': {
    ...fixed,
    group: 'organisation',
    title: 'The organisation is about to be deleted',
    to: 'owners of the organisation',
  },
  'sign-in-new-device': {
    ...fixed,
    urgency: 'now',
    group: 'account',
    title: 'A sign-in from a device that is new',
    to: 'who signed in',
  },
  invitation: { ...byLink, group: 'account', title: 'An invitation', to: 'the address that was invited' },
  'password-reset': { ...byLink, group: 'account', title: 'A link for a new password', to: 'who asked for it' },
  'email-change': { ...byLink, group: 'account', title: 'A new address is to be confirmed', to: 'the new address' },
  'email-change-notice': {
    ...byLink,
    group: 'account',
    title: 'The address is about to change',
    to: 'the address before',
  },
  // The mail of a digest: it carries those of others, and is itself chosen by their cadence.
  digest: { ...byLink, group: 'account', title: 'Several things at once', to: 'who has mails of a kind in digests' },
  'address-suspended': {
    inbox: true,
    mail: 'off',
    isFixed: true,
    urgency: 'soon',
    group: 'account',
    title: 'Mail to my address comes back',
    to: 'whose address it is',
  },
} as const satisfies Record<string, NotificationKindEntry>

export type NotificationKind = keyof typeof notificationKinds
const kinds = Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]]
export const notificationKind = z.enum(kinds).meta({ id: 'NotificationKind' })

/** Kinds that can be turned off; the others are told in any case. */
export const choosableKinds: readonly NotificationKind[] = kinds.filter((kind) => !notificationKinds[kind].isFixed)
/** Kinds that stand in inboxes. */
export const inboxKinds: readonly NotificationKind[] = kinds.filter((kind) => notificationKinds[kind].inbox)

const named = z.object({ id, name: z.string() }).nullable()

/** What one person is told, as their inbox shows it. What it tells of is null once it is gone. */
export const notification = z
  .object({
    id,
    kind: notificationKind,
    at: instant,
    readAt: instant.nullable(),
    actor: named.meta({ description: 'Who caused it; null: the service' }),
    project: named,
    task: named,
    import: named.meta({ description: 'By the name of its file' }),
    webhook: named,
    comment: z.object({ id, excerpt: z.string() }).nullable().meta({ description: 'With its start, on one line' }),
    program: named,
    role: z
      .object({ in: z.enum(['organisation', 'program', 'project']), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'Of a changed role: what one is there now; a name of null: nothing' }),
    run: z.object({ id, kind: runKind }).nullable().meta({ description: 'What failed, or moved the finish' }),
    finish: z
      .object({ from: wallTime, to: wallTime })
      .nullable()
      .meta({ description: 'Of the project, before and after' }),
    cause: z.string().nullable().meta({ description: 'The last change that the run was asked for, in words' }),
    dueAt: wallTime
      .nullable()
      .meta({ description: 'Of a task that is due: its finish or its deadline, as they are now' }),
    device: z.string().nullable().meta({ description: 'Browser and system of a sign-in' }),
    path: z.string().meta({ description: 'Where the web client shows what it tells of' }),
  })
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof notification>

export const inbox = z.object({
  items: z.array(notification),
  next: id.nullable(),
  unread: z.int().meta({ description: 'Of all, whatever was asked for' }),
})
export type Inbox = z.infer<typeof inbox>

/** Which notifications are read now, or no longer: these, or all of one's own. */
export const inboxMark = z
  .strictObject({ ids: z.array(id).min(1).max(200).optional(), isRead: z.boolean() })
  .meta({ description: 'Without `ids`, all' })
export type InboxMark = z.infer<typeof inboxMark>

/** No mail goes to the address of a person, because it comes back. */
export const mailSuspension = z
  .object({
    address: z.string(),
    reply: z.string().meta({ description: 'What the mail server said' }),
    since: instant,
  })
  .meta({ id: 'MailSuspension' })
export type MailSuspension = z.infer<typeof mailSuspension>

/** What one person wants to be told of a kind, and how. */
export const notificationPreference = z
  .object({
    kind: notificationKind,
    group: z.enum(['work', 'imports', 'organisation', 'account']),
    title: z.string(),
    inbox: z.boolean(),
    mail: mailCadence,
    isFixed: z.boolean().meta({ description: 'Told in any case' }),
    isDefault: z.boolean().meta({ description: 'Nothing was chosen' }),
  })
  .meta({ id: 'NotificationPreference' })
export type NotificationPreference = z.infer<typeof notificationPreference>

export const preferenceValues = z.strictObject({ inbox: z.boolean(), mail: mailCadence })
export type PreferenceValues = z.infer<typeof preferenceValues>

export const notificationPreferenceDefault = notificationPreference
  .omit({ isDefault: true })
  .extend({ isDefault: z.boolean().meta({ description: 'As the service has it: the organisation chose nothing' }) })
  .meta({ id: 'NotificationDefault' })
export type NotificationDefault = z.infer<typeof notificationPreferenceDefault>

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 08:30')
  .meta({ description: 'A wall time of the time zone', example: '08:30' })
const isLocale = (value: string): boolean => {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}

/** When somebody is told by mail, and how times are written to them. */
export const notificationTimes = z
  .object({
    timeZone,
    locale: z.string().max(35).refine(isLocale, 'is not a language tag such as en-GB'),
    quietFrom: timeOfDay.nullable().meta({ description: 'From then on mails wait; null: never' }),
    quietUntil: timeOfDay.nullable(),
    digestAt: timeOfDay.meta({ description: 'Of daily and weekly digests' }),
    digestWeekday: z.int().min(1).max(7).meta({ description: 'Of weekly digests; 1: Monday' }),
    isDefault: z.boolean().meta({ description: 'Nothing was chosen' }),
  })
  .meta({ id: 'NotificationTimes' })
export type NotificationTimes = z.infer<typeof notificationTimes>
export const notificationTimesValues = z
  .strictObject(notificationTimes.omit({ isDefault: true }).shape)
  .refine(({ quietFrom, quietUntil }) => (quietFrom === null) === (quietUntil === null), {
    path: ['quietUntil'],
    message: 'is needed with `quietFrom`, and only then',
  })
export type NotificationTimesValues = z.infer<typeof notificationTimesValues>

/** `mute`: nothing of the project but what cannot be turned off; `watch`: what its managers are told, and all comments. */
export const projectChoice = z.enum(['mute', 'watch'])
export const notificationProject = z
  .object({ projectId: id, name: z.string(), choice: projectChoice })
  .meta({ id: 'NotificationProject' })
export type NotificationProject = z.infer<typeof notificationProject>
export const projectChoiceValues = z.strictObject({ choice: projectChoice })

/** Somebody who watches a task. */
export const taskWatcher = z.object({ personId: id, name: z.string() }).meta({ id: 'TaskWatcher' })
export type TaskWatcher = z.infer<typeof taskWatcher>
