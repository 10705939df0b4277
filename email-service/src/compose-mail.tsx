import { plainTextSelectors, render } from '@react-email/render'
import { excerptOf } from '@throughline/contract'
import type { NotificationForMail } from '@throughline/database'
import { compile } from 'html-to-text'
import type { Carried, ComposedMail, Draft, MailPlace } from './mail.ts'
import { noticeDrafts } from './notice-drafts.tsx'
import { alsoTold, digestOf } from './several.tsx'
import { AccountMail } from './templates/AccountMail.tsx'
import { CommentMail } from './templates/CommentMail.tsx'
import { ImportEndedMail, type ImportEndedMailProps } from './templates/ImportEndedMail.tsx'
import { ImportExpiringMail } from './templates/ImportExpiringMail.tsx'
import { MailFrame } from './templates/mail-frame.ts'
import { TaskAssignedMail } from './templates/TaskAssignedMail.tsx'
import { WebhookDisabledMail } from './templates/WebhookDisabledMail.tsx'
import { countText, daysText, momentText, oneLine } from './text.ts'
import { waysOut } from './ways-out.ts'

const nothing: Carried = { items: [], more: 0 }

/**
 * The mail of a notification and of those that it carries; null when there is nothing to tell or nobody to tell it: the
 * person left, the project or task was deleted, the link was used meanwhile. What is gone of several is left out. Names
 * come from people: they are made one line each, and React escapes them.
 */
export async function composeMail(
  notification: NotificationForMail,
  place: MailPlace,
  { items, more }: Carried = nothing,
): Promise<ComposedMail | null> {
  const told = [notification, ...items].flatMap((each) => {
    const draft = drafts[each.kind]?.(each, place)
    return draft ? [{ notification: each, draft }] : []
  })
  const [lead, ...others] = told
  if (!lead) return null
  const isDigest = notification.kind === 'digest' && told.length + more > 1
  const draft = isDigest ? digestOf(notification, { told, more }, place) : lead.draft
  const to = draft.to ?? personOf(notification)
  if (!to) return null
  const ways = waysOut(notification, place)
  const also = isDigest ? null : alsoTold(notification, { told: others, more }, place)
  const html = await render(<MailFrame value={{ also, ways: ways.links }}>{draft.body}</MailFrame>)
  return { to, subject: oneLine(draft.subject, 150), html, text: textOf(html), headers: ways.headers }
}

function personOf({ personName, personEmail }: NotificationForMail): ComposedMail['to'] | null {
  return personName && personEmail ? { name: oneLine(personName), address: personEmail } : null
}

const drafts: Readonly<Record<string, (notification: NotificationForMail, place: MailPlace) => Draft | null>> = {
  'task-assigned': taskAssigned,
  mentioned: commented,
  commented,
  'import-ended': importEnded,
  'import-expiring': importExpiring,
  'webhook-disabled': webhookDisabled,
  'deletion-scheduled': deletionAhead,
  'deletion-reminder': deletionAhead,
  invitation,
  'password-reset': passwordReset,
  'email-change': emailChange,
  'email-change-notice': emailChangeNotice,
  ...noticeDrafts,
}

/** As React Email makes it, but for headings, which are as they are, and addresses, which stand behind their labels. */
const textOf = compile({
  wordwrap: false,
  selectors: [
    ...plainTextSelectors,
    { selector: 'h1', options: { uppercase: false, leadingLineBreaks: 2 } },
    { selector: 'h2', options: { uppercase: false, leadingLineBreaks: 2 } },
    { selector: 'a', options: { linkBrackets: ['<', '>'] as [string, string], hideLinkHrefIfSameAsText: true } },
  ],
})

function taskAssigned(notification: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { projectId, projectName, taskId, taskName, taskStart, taskFinish, actorId, actorName, personId } = notification
  if (!personId || !projectId || !projectName || !taskId || !taskName) return null
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
        dates={taskStart && taskFinish ? daysText(taskStart, taskFinish, notification) : null}
        url={`${publicUrl}/projects/${projectId}?task=${taskId}`}
      />
    ),
  }
}

/** Of a comment that was not deleted since, to who may still read it. */
function commented(notification: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { kind, projectId, projectName, taskId, taskName, commentId, commentBody, actorName } = notification
  if (!projectId || !projectName || !taskId || !taskName || !commentId || !commentBody) return null
  const task = oneLine(taskName)
  const isMention = kind === 'mentioned'
  return {
    subject: `${isMention ? 'You were mentioned' : 'New comment'}: ${task}`,
    body: (
      <CommentMail
        personName={oneLine(notification.personName ?? '')}
        authorName={actorName ? oneLine(actorName) : null}
        isMention={isMention}
        excerpt={oneLine(excerptOf(commentBody), 240)}
        taskName={task}
        projectName={oneLine(projectName)}
        organisationName={oneLine(notification.organisationName)}
        url={`${publicUrl}/projects/${projectId}?task=${taskId}&comment=${commentId}`}
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
function importExpiring(notification: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { fileName, importState, importId, importExpiresAt } = notification
  if (!fileName || importState !== 'waiting' || !importExpiresAt) return null
  const file = oneLine(fileName)
  return {
    subject: `Import waits for you: ${file}`,
    body: (
      <ImportExpiringMail
        personName={oneLine(notification.personName ?? '')}
        fileName={file}
        expiresAt={momentText(importExpiresAt, notification)}
        organisationName={oneLine(notification.organisationName)}
        url={`${publicUrl}/imports/${importId}`}
      />
    ),
  }
}

/** A webhook that was switched on again meanwhile is not told of. */
function webhookDisabled(notification: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
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

/** To each owner: one that was called off meanwhile is not told of. */
function deletionAhead(notification: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { kind, deletionAt, personName } = notification
  if (!deletionAt || !personName) return null
  const organisation = oneLine(notification.organisationName)
  const at = momentText(deletionAt, notification)
  const soon = kind === 'deletion-reminder'
  return {
    subject: soon ? `Soon to be deleted: ${organisation}` : `To be deleted: ${organisation}`,
    body: (
      <AccountMail
        heading={`${organisation} is to be deleted`}
        text={`Hello ${oneLine(personName)}, ${organisation} is closed, and from ${at} on all of its projects, files and people are deleted for good. Until then each of its owners can export everything, and call the deletion off.`}
        action={{ label: 'Export, or call it off', url: `${publicUrl}/organisation/data` }}
        until={null}
        reason={`You get this mail because you own ${organisation}.`}
      />
    ),
  }
}

function importEnded(notification: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
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
        rowCount={countText(notification.rowsDone ?? 0, notification)}
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

/** The address of a link that can still be used; its secret is in the fragment, which browsers send to nobody. */
function linkOf({ linkId, linkIsLiving }: NotificationForMail, place: MailPlace, page: string): string | null {
  return linkId && linkIsLiving ? `${place.publicUrl}/${page}#${place.linkSecretOf(linkId)}` : null
}

function invitation(notification: NotificationForMail, place: MailPlace): Draft | null {
  const { linkEmail, linkExpiresAt, actorName } = notification
  const url = linkOf(notification, place, 'invitation')
  if (!url || !linkEmail || !linkExpiresAt) return null
  const organisation = oneLine(notification.organisationName)
  return {
    to: { name: '', address: linkEmail },
    subject: `Invitation to ${organisation}`,
    body: (
      <AccountMail
        heading={`You are invited to ${organisation}`}
        text={`${actorName ? oneLine(actorName) : 'Somebody'} invites you to work with ${organisation} on Throughline.`}
        action={{ label: 'Accept the invitation', url }}
        until={momentText(linkExpiresAt, notification)}
        reason={`You get this mail because somebody of ${organisation} entered your address. If you know nothing of it, do nothing.`}
      />
    ),
  }
}

const notAsked = 'If you did not ask for this, do nothing: without the link nothing changes.'

function passwordReset(notification: NotificationForMail, place: MailPlace): Draft | null {
  const { linkEmail, linkExpiresAt, personName } = notification
  const url = linkOf(notification, place, 'reset-password')
  if (!url || !linkEmail || !linkExpiresAt || !personName) return null
  const name = oneLine(personName)
  return {
    to: { name, address: linkEmail },
    subject: 'A new password',
    body: (
      <AccountMail
        heading="Set a new password"
        text={`Hello ${name}, by this link you can set a new password. It ends all of your sessions.`}
        action={{ label: 'Set a new password', url }}
        until={momentText(linkExpiresAt, notification)}
        reason={notAsked}
      />
    ),
  }
}

function emailChange(notification: NotificationForMail, place: MailPlace): Draft | null {
  const { linkEmail, linkExpiresAt, personName } = notification
  const url = linkOf(notification, place, 'confirm-email')
  if (!url || !linkEmail || !linkExpiresAt || !personName) return null
  const name = oneLine(personName)
  return {
    to: { name, address: linkEmail },
    subject: 'Confirm your new address',
    body: (
      <AccountMail
        heading="Confirm your new address"
        text={`Hello ${name}, by this link ${linkEmail} becomes the address that you sign in with.`}
        action={{ label: 'Use this address', url }}
        until={momentText(linkExpiresAt, notification)}
        reason={notAsked}
      />
    ),
  }
}

/** To the address before, also when the new one is in use already. */
function emailChangeNotice(notification: NotificationForMail, { publicUrl }: MailPlace): Draft | null {
  const { linkFormerEmail, linkEmail, personName } = notification
  if (!linkFormerEmail || !linkEmail || !personName) return null
  const name = oneLine(personName)
  return {
    to: { name, address: linkFormerEmail },
    subject: 'Your address is about to change',
    body: (
      <AccountMail
        heading="Your address is about to change"
        text={`Hello ${name}, somebody who knows your password asked to use ${linkEmail} instead of this address. If it was not you, change your password now: the link to the new address is of no use then.`}
        action={{ label: 'Open your account', url: `${publicUrl}/account` }}
        until={null}
        reason="You get this mail because it is about how you sign in."
      />
    ),
  }
}
