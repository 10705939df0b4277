import { render, toPlainText } from '@react-email/render'
import type { NotificationForMail } from '@throughline/database'
import type { ReactElement } from 'react'
import { ImportEndedMail, type ImportEndedMailProps } from './templates/ImportEndedMail.tsx'
import { ImportExpiringMail } from './templates/ImportExpiringMail.tsx'
import { TaskAssignedMail } from './templates/TaskAssignedMail.tsx'
import { WebhookDisabledMail } from './templates/WebhookDisabledMail.tsx'
import { daysText, momentText, oneLine } from './text.ts'

export interface ComposedMail {
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
}

interface Draft {
  subject: string
  body: ReactElement
}

/**
 * The mail of a notification; null when there is nothing to tell or nobody to tell it: the person left, the project or
 * task was deleted meanwhile. Names come from people: they are made one line each, and React escapes them.
 */
export async function composeMail(notification: NotificationForMail, publicUrl: string): Promise<ComposedMail | null> {
  const { personName, personEmail } = notification
  if (!personName || !personEmail) return null
  const draft = drafts[notification.kind]?.(notification, publicUrl)
  if (!draft) return null
  const html = await render(draft.body)
  const text = toPlainText(html, { wordwrap: false, selectors: plainText })
  return { to: { name: oneLine(personName), address: personEmail }, subject: oneLine(draft.subject, 150), html, text }
}

const drafts: Readonly<Record<string, (notification: NotificationForMail, publicUrl: string) => Draft | null>> = {
  'task-assigned': taskAssigned,
  'import-ended': importEnded,
  'import-expiring': importExpiring,
  'webhook-disabled': webhookDisabled,
}

/** Headings as they are, addresses behind their labels. */
const plainText = [
  { selector: 'h1', options: { uppercase: false } },
  { selector: 'a', options: { linkBrackets: ['<', '>'] as [string, string], hideLinkHrefIfSameAsText: true } },
]

function taskAssigned(notification: NotificationForMail, publicUrl: string): Draft | null {
  const { projectId, projectName, taskId, taskName, taskStart, taskFinish, actorId, actorName, personId } = notification
  if (!projectId || !projectName || !taskId || !taskName) return null
  const task = oneLine(taskName)
  return {
    subject: `Assigned to you: ${task}`,
    body: (
      <TaskAssignedMail
        personName={oneLine(notification.personName ?? '')}
        assignedBy={actorName ? (actorId === personId ? 'you' : oneLine(actorName)) : null}
        taskName={task}
        projectName={oneLine(projectName)}
        organisationName={oneLine(notification.organisationName)}
        dates={taskStart && taskFinish ? daysText(taskStart, taskFinish) : null}
        url={`${publicUrl}/projects/${projectId}?task=${taskId}`}
      />
    ),
  }
}

const subjects = {
  completed: 'Import ready',
  failed: 'Import failed',
  cancelled: 'Import cancelled',
  expired: 'Import given up',
} as const

/** An import that waits for approval will be given up. */
function importExpiring(notification: NotificationForMail, publicUrl: string): Draft | null {
  const { fileName, importState, importId, importExpiresAt } = notification
  if (!fileName || importState !== 'waiting' || !importExpiresAt) return null
  const file = oneLine(fileName)
  return {
    subject: `Import waits for you: ${file}`,
    body: (
      <ImportExpiringMail
        personName={oneLine(notification.personName ?? '')}
        fileName={file}
        expiresAt={momentText(importExpiresAt)}
        organisationName={oneLine(notification.organisationName)}
        url={`${publicUrl}/imports/${importId}`}
      />
    ),
  }
}

/** A webhook that was switched on again meanwhile is not told of. */
function webhookDisabled(notification: NotificationForMail, publicUrl: string): Draft | null {
  const { webhookName, webhookUrl, webhookDisabledBecause: because } = notification
  if (!webhookName || !webhookUrl || (because !== 'gone' && because !== 'failing')) return null
  const name = oneLine(webhookName)
  return {
    subject: `Webhook switched off: ${name}`,
    body: (
      <WebhookDisabledMail
        personName={oneLine(notification.personName ?? '')}
        webhookName={name}
        address={oneLine(webhookUrl)}
        because={because}
        organisationName={oneLine(notification.organisationName)}
        url={`${publicUrl}/organisation/webhooks`}
      />
    ),
  }
}

function importEnded(notification: NotificationForMail, publicUrl: string): Draft | null {
  const { fileName, importState, importId, projectId, projectName } = notification
  if (!fileName || !isEnded(importState)) return null
  if (importState === 'completed' && !projectName) return null
  const file = oneLine(fileName)
  return {
    subject: `${subjects[importState]}: ${file}`,
    body: (
      <ImportEndedMail
        personName={oneLine(notification.personName ?? '')}
        state={importState}
        fileName={file}
        rowCount={notification.rowsDone ?? 0}
        projectName={projectName ? oneLine(projectName) : null}
        organisationName={oneLine(notification.organisationName)}
        keepsRows={importState === 'cancelled' && notification.importCancelWritten === 'keep'}
        error={importState === 'failed' ? errorText(notification.importError) : null}
        url={importState === 'completed' ? `${publicUrl}/projects/${projectId}` : `${publicUrl}/imports/${importId}`}
      />
    ),
  }
}

function isEnded(state: string | null): state is ImportEndedMailProps['state'] {
  return state !== null && state in subjects
}

/** `import_job.error` is a `FilePlace`: message, line, column. */
function errorText(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('message' in error)) return null
  const line = 'line' in error && typeof error.line === 'number' ? ` (line ${error.line})` : ''
  return oneLine(`${String(error.message)}${line}`, 500)
}
