// Mails of one shape: a sentence, its facts, and where to see it. Null: it is no news any more, or not to be seen by whom it
// was for.
import type { NotificationForMail } from '@throughline/database'
import type { Draft, MailPlace } from './mail.ts'
import { workReason } from './templates/MailLayout.tsx'
import { NoticeMail, type NoticeMailProps } from './templates/NoticeMail.tsx'
import { dayText, momentText, oneLine } from './text.ts'

type MakeDraft = (told: NotificationForMail, place: MailPlace) => Draft | null

export const noticeDrafts: Readonly<Record<string, MakeDraft>> = {
  'role-changed': roleChanged,
  'sign-in-new-device': signInNewDevice,
  'run-failed': runFailed,
  'schedule-error': scheduleError,
  'finish-moved': finishMoved,
  'due-soon': due,
  overdue: due,
  'import-waiting': importWaiting,
}

interface Notice extends Omit<NoticeMailProps, 'personName' | 'reason'> {
  subject: string
  reason?: string
}

function draftOf(told: NotificationForMail, { subject, ...notice }: Notice): Draft {
  const personName = oneLine(told.personName ?? '')
  const reason = workReason(oneLine(told.organisationName))
  return { subject, body: <NoticeMail reason={reason} {...notice} personName={personName} /> }
}

const orSomebody = (name: string | null): string => (name ? oneLine(name) : 'somebody')
const orNothing = (text: string | null): string | null => (text ? oneLine(text, 500) : null)

function roleChanged(told: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const place = placeOf(told)
  if (!place) return null
  const { name, path } = place
  const role = told.role && oneLine(told.role)
  const who = orSomebody(told.actorName)
  return draftOf(told, {
    subject: role ? `Your role in ${name}: ${role}` : `You have no role in ${name} any more`,
    heading: role ? 'Your role was changed' : 'Your role was taken away',
    text: role ? `${who} changed what you may do in ${name}.` : `${who} took away the role that you had in ${name}.`,
    facts: [['Your role now', role]],
    action: { label: 'Open Throughline', url: `${publicUrl}${path}` },
  })
}

/** A project or a program is named only to who has a role in it. */
function placeOf(told: NotificationForMail): { name: string; path: string } | null {
  const { roleIn, role, projectId, projectName, programId, programName, organisationName } = told
  if (roleIn === 'organisation') return role ? { name: oneLine(organisationName), path: '/' } : null
  if (roleIn === null) return null
  if (!role) return { name: `a ${roleIn}`, path: '/' }
  if (roleIn === 'program')
    return programName ? { name: oneLine(programName), path: `/organisation/programs/${programId}` } : null
  return projectName ? { name: oneLine(projectName), path: `/projects/${projectId}` } : null
}

function signInNewDevice(told: NotificationForMail, { publicUrl }: MailPlace): Draft {
  return draftOf(told, {
    subject: 'A sign-in from a new device',
    heading: 'A sign-in from a new device',
    text: 'somebody signed in as you with a browser that had not been used for it before. If it was you, there is nothing to do. If not, change your password and end that session.',
    facts: [
      ['When', momentText(told.at, told)],
      ['With', orNothing(told.device)],
    ],
    action: { label: 'Look at your sessions', url: `${publicUrl}/account` },
    reason: 'You get this mail because it is about how you sign in.',
  })
}

const workWords: Readonly<Record<string, string>> = {
  seed: 'making the demonstration plans',
  'organisation-create': 'making an organisation',
  'organisation-export': 'the export of the organisation',
  'organisation-import': 'the import of an organisation',
}

function runFailed(told: NotificationForMail, place: MailPlace): Draft | null {
  const { runKind } = told
  if (runKind === 'recompute') return recomputeFailed(told, place)
  const work = workWords[runKind ?? '']
  if (!work) return null
  return draftOf(told, {
    subject: `Failed: ${work}`,
    heading: 'It failed',
    text: `${work}, which you asked for, failed.`,
    facts: [['When', momentText(told.at, told)]],
    action: { label: 'Look at the runs', url: `${place.publicUrl}/organisation/runs` },
  })
}

function recomputeFailed(told: NotificationForMail, place: MailPlace): Draft | null {
  const project = unscheduled(told)
  if (!project) return null
  return draftOf(told, {
    subject: `No new dates: ${project.name}`,
    heading: project.name,
    text: 'after your change no dates could be computed. Those from before stand until it is mended.',
    facts: [
      ['Why', project.error],
      ['Change', orNothing(told.cause)],
    ],
    action: { label: 'Open the project', url: `${place.publicUrl}/projects/${told.projectId}` },
  })
}

function scheduleError(told: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const project = unscheduled(told)
  if (!project) return null
  return draftOf(told, {
    subject: `Cannot be computed: ${project.name}`,
    heading: project.name,
    text: 'the dates of this project cannot be computed any more. Those from before stand until it is mended.',
    facts: [
      ['Why', project.error],
      ['After', orNothing(told.cause)],
    ],
    action: { label: 'Open the project', url: `${publicUrl}/projects/${told.projectId}` },
  })
}

/** A project of the person that has an error now. */
function unscheduled({ projectName, hasStanding, scheduleError: error }: NotificationForMail) {
  if (!projectName || !hasStanding || typeof error !== 'object' || error === null || !('message' in error)) return null
  return { name: oneLine(projectName), error: oneLine(String(error.message), 500) }
}

function finishMoved(told: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { projectId, projectName, hasStanding, movedFrom, movedTo, actorName } = told
  if (!projectName || !hasStanding || !movedFrom || !movedTo) return null
  const [name, from, to] = [oneLine(projectName), dayText(movedFrom, told), dayText(movedTo, told)]
  return draftOf(told, {
    subject: `${name}: the finish moved to ${to}`,
    heading: name,
    text: `the finish of this project moved to ${movedTo > movedFrom ? 'a later' : 'an earlier'} day, from ${from} to ${to}.`,
    facts: [
      ['Because of', orNothing(told.cause)],
      ['By', actorName && oneLine(actorName)],
    ],
    action: { label: 'See what moved', url: `${publicUrl}/projects/${projectId}/history` },
  })
}

function due(told: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { kind, projectId, projectName, taskId, taskName, dueAt, isTaskDone } = told
  if (!projectName || !taskName || !dueAt || isTaskDone) return null
  const task = oneLine(taskName)
  const day = dayText(dueAt, told)
  return draftOf(told, {
    subject: kind === 'overdue' ? `Overdue: ${task}` : `Due on ${day}: ${task}`,
    heading: task,
    text: kind === 'overdue' ? 'this task of yours should have been finished.' : 'this task of yours is due.',
    facts: [
      ['Due', day],
      ['Project', oneLine(projectName)],
    ],
    action: { label: 'Open the task', url: `${publicUrl}/projects/${projectId}?task=${taskId}` },
  })
}

/** One that went on meanwhile is not told of. */
function importWaiting(told: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { fileName, importState, importId } = told
  if (!fileName || importState !== 'waiting') return null
  const file = oneLine(fileName)
  return draftOf(told, {
    subject: `Ready to look at: ${file}`,
    heading: 'Your import waits for you',
    text: 'the file was read and compared with the plan. Nothing is written until you approve it.',
    facts: [['File', file]],
    action: { label: 'Look at the changes', url: `${publicUrl}/imports/${importId}` },
  })
}
