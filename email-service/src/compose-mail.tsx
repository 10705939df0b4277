import { render, toPlainText } from '@react-email/render'
import type { NotificationForMail } from '@throughline/database'
import type { ReactElement } from 'react'
import { ImportEndedMail, type ImportEndedMailProps } from './templates/ImportEndedMail.tsx'
import { TaskAssignedMail } from './templates/TaskAssignedMail.tsx'
import { daysText, oneLine } from './text.ts'

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
  const draft =
    notification.kind === 'task-assigned' ? taskAssigned(notification, publicUrl) : importEnded(notification, publicUrl)
  if (!draft) return null
  const html = await render(draft.body)
  const text = toPlainText(html, { wordwrap: false, selectors: plainText })
  return { to: { name: oneLine(personName), address: personEmail }, subject: oneLine(draft.subject, 150), html, text }
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
} as const

function importEnded(notification: NotificationForMail, publicUrl: string): Draft | null {
  const { fileName, importState, projectId, projectName } = notification
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
        error={importState === 'failed' ? errorText(notification.importError) : null}
        url={importState === 'completed' ? `${publicUrl}/projects/${projectId}` : publicUrl}
      />
    ),
  }
}

function isEnded(state: string | null): state is ImportEndedMailProps['state'] {
  return state === 'completed' || state === 'failed' || state === 'cancelled'
}

/** `import_job.error` is a `FilePlace`: message, line, column. */
function errorText(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('message' in error)) return null
  const line = 'line' in error && typeof error.line === 'number' ? ` (line ${error.line})` : ''
  return oneLine(`${String(error.message)}${line}`, 500)
}
