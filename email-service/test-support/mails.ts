import { type NotificationKind, notificationKind } from '@throughline/contract'
import type { NotificationForMail } from '@throughline/database'
import type { Carried, MailPlace } from '../src/mail.ts'

export const publicUrl = 'https://plan.example.com'
export const place: MailPlace = {
  publicUrl,
  linkSecretOf: (linkId) => `secret-of-${linkId}`,
  unsubscribeSecretOf: ({ personId, kind }) => `secret-of-${personId}-${kind}`,
}
export const projectId = '0190a000-0000-7000-8000-000000000001'
export const taskId = '0190a000-0000-7000-8000-000000000002'

export const assignment: NotificationForMail = {
  organisationId: '0190a000-0000-7000-8000-000000000000',
  kind: 'task-assigned',
  at: '2026-02-27T15:20:00.000Z',
  timeZone: 'UTC',
  locale: 'en-GB',
  personId: 'person-1',
  actorId: 'person-2',
  projectId,
  taskId,
  organisationName: 'Norlake',
  personName: 'Anna Berg',
  personEmail: 'anna@example.com',
  actorName: 'Ben Ode',
  projectName: 'Move to Harbour House',
  taskName: 'Data cabling',
  taskStart: '2026-03-02T08:00',
  taskFinish: '2026-03-06T17:00',
  importId: null,
  fileName: null,
  importExpiresAt: null,
  importCancelWritten: null,
  importState: null,
  rowsDone: null,
  importError: null,
  deletionAt: null,
  webhookName: null,
  webhookUrl: null,
  webhookDisabledBecause: null,
  commentId: null,
  commentBody: null,
  hasStanding: true,
  programId: null,
  programName: null,
  roleIn: null,
  role: null,
  runId: null,
  runKind: null,
  movedFrom: null,
  movedTo: null,
  cause: null,
  dueAt: null,
  isTaskDone: null,
  device: null,
  scheduleError: null,
  linkId: null,
  linkEmail: null,
  linkFormerEmail: null,
  linkExpiresAt: null,
  linkIsLiving: null,
}

export const ended: NotificationForMail = {
  ...assignment,
  kind: 'import-ended',
  actorId: null,
  actorName: null,
  taskId: null,
  taskName: null,
  taskStart: null,
  taskFinish: null,
  importId: '0190a000-0000-7000-8000-000000000003',
  fileName: 'bridge.xml',
  importState: 'completed',
  rowsDone: 1_250,
}

const link = {
  actorId: null,
  actorName: null,
  linkId: 'link-1',
  linkEmail: 'anna@example.com',
  linkExpiresAt: '2026-03-02T09:00:00Z',
  linkIsLiving: true,
}
const unnamed = { projectId: null, projectName: null }
const deletion = { deletionAt: '2026-04-01T08:00:00.000Z' }
const comment = {
  commentId: '0190a000-0000-7000-8000-000000000004',
  commentBody: 'Which of the two rooms is it? The plan says *both*.',
}
const run = {
  runId: '0190a000-0000-7000-8000-000000000005',
  runKind: 'recompute',
  cause: 'Changed duration of “Data cabling”',
} as const
const circle = { scheduleError: { type: 'CycleError', message: 'Tasks depend on each other in a circle', taskIds: [] } }
const failure = { message: 'The element Task is not closed', line: 42, column: 7 }

/** For each kind, the rows that its mails are shown and tried with. A kind without one does not compile, but for the one that has no mail. */
const rows: Readonly<
  Record<Exclude<NotificationKind, 'digest' | 'address-suspended'>, readonly NotificationForMail[]>
> = {
  'task-assigned': [assignment],
  mentioned: [{ ...assignment, ...comment, kind: 'mentioned' }],
  commented: [{ ...assignment, ...comment, kind: 'commented' }],
  'due-soon': [{ ...assignment, kind: 'due-soon', dueAt: '2026-03-06T17:00', isTaskDone: false }],
  overdue: [{ ...assignment, kind: 'overdue', dueAt: '2026-03-06T17:00', isTaskDone: false }],
  'finish-moved': [
    { ...assignment, ...run, kind: 'finish-moved', movedFrom: '2026-03-06T17:00', movedTo: '2026-03-12T17:00' },
  ],
  'schedule-error': [{ ...assignment, ...run, ...circle, kind: 'schedule-error' }],
  'run-failed': [
    { ...assignment, ...run, ...circle, kind: 'run-failed' },
    { ...assignment, ...unnamed, kind: 'run-failed', runKind: 'organisation-export' },
  ],
  'role-changed': [
    { ...assignment, kind: 'role-changed', roleIn: 'project', role: 'Reader' },
    { ...assignment, kind: 'role-changed', roleIn: 'project', role: null, hasStanding: false },
  ],
  'sign-in-new-device': [{ ...assignment, ...unnamed, kind: 'sign-in-new-device', device: 'Firefox on Linux' }],
  'import-waiting': [{ ...ended, ...unnamed, kind: 'import-waiting', importState: 'waiting' }],
  'import-ended': [
    ended,
    { ...ended, ...unnamed, importState: 'failed', importError: failure },
    { ...ended, ...unnamed, importState: 'cancelled' },
    { ...ended, ...unnamed, importState: 'expired' },
  ],
  'import-expiring': [
    {
      ...{ ...ended, ...unnamed, kind: 'import-expiring', importState: 'waiting' },
      importExpiresAt: '2026-03-09T08:00:00.000Z',
    },
  ],
  'webhook-disabled': [
    {
      ...{ ...assignment, kind: 'webhook-disabled', webhookName: 'Build server', webhookDisabledBecause: 'failing' },
      webhookUrl: 'https://build.example.com/hooks/throughline',
    },
  ],
  'deletion-scheduled': [{ ...assignment, ...deletion, kind: 'deletion-scheduled' }],
  'deletion-reminder': [{ ...assignment, ...deletion, kind: 'deletion-reminder' }],
  invitation: [{ ...assignment, ...link, kind: 'invitation', personId: null, personName: null, actorName: 'Ben Ode' }],
  'password-reset': [{ ...assignment, ...link, kind: 'password-reset' }],
  'email-change': [{ ...assignment, ...link, kind: 'email-change', linkEmail: 'new@example.com' }],
  'email-change-notice': [
    {
      ...{ ...assignment, ...link, kind: 'email-change-notice' },
      ...{ linkEmail: 'new@example.com', linkFormerEmail: 'anna@example.com' },
    },
  ],
}

const ofBridge = (taskName: string): NotificationForMail => ({
  ...assignment,
  ...{ projectId: '0190a000-0000-7000-8000-00000000000b', projectName: 'Bridge', taskName },
})
const long = 'Reinforcement_of_the_north_abutment_with_prefabricated_elements_'.repeat(2)
const words = 'Agree with the harbour authority, the tenants and the insurer on when the crane may be used. '.repeat(2)

/** What waited for a digest: of two projects, and of none. */
export const severalItems: readonly NotificationForMail[] = [
  ...[assignment, ...['Pour the deck', 'Inspect the bearings', 'Paint the railing'].map(ofBridge)],
  ...[ended, ...rows['webhook-disabled'].map((row) => ({ ...row, ...unnamed, actorId: null, actorName: null }))],
]
export const digest: NotificationForMail = {
  ...{ ...assignment, ...unnamed, kind: 'digest', actorId: null, actorName: null },
  ...{ taskId: null, taskName: null, taskStart: null, taskFinish: null },
}

export interface ExampleMail {
  name: string
  notification: NotificationForMail
  carried: Carried
}

const alone = (name: string, notification: NotificationForMail): ExampleMail => ({
  ...{ name, notification },
  carried: { items: [], more: 0 },
})

/** A mail of each kind, and of what is hard to show; some are pictures in docs/screens/mail. */
export const exampleMails: readonly ExampleMail[] = [
  ...notificationKind.options
    .filter((kind) => kind !== 'digest' && kind !== 'address-suspended')
    .flatMap((kind) => rows[kind].map((row, at) => alone(at === 0 ? kind : `${kind}-${row.importState ?? at}`, row))),
  alone('no-dates', { ...assignment, taskStart: null, taskFinish: null }),
  alone('long-names', { ...assignment, taskName: long, projectName: words, actorName: long, organisationName: words }),
  {
    name: 'merged',
    notification: assignment,
    carried: {
      items: [
        { ...assignment, actorName: 'Chidi Obi' },
        { ...assignment, taskName: words },
      ],
      more: 0,
    },
  },
  { name: 'digest', notification: digest, carried: { items: severalItems, more: 0 } },
  {
    name: 'digest-cut',
    notification: { ...digest, timeZone: 'Europe/Berlin', locale: 'de-DE' },
    carried: { items: [...severalItems, { ...assignment, taskName: long, projectName: words }], more: 23 },
  },
]
