import { type NotificationKind, notificationKind, notificationKinds } from '@throughline/contract'
import type { NotificationForMail } from '@throughline/database'
import { describe, expect, it } from 'vitest'
import { assignment, ended, exampleMails, place, projectId, publicUrl, taskId } from '../test-support/mails.ts'
import { composeMail } from './compose-mail.tsx'

async function composed(notification: NotificationForMail) {
  const mail = await composeMail(notification, place)
  if (!mail) throw new Error('no mail was composed')
  return mail
}

describe('mail about an assignment', () => {
  it('says who assigned what, in which project, when, and where to see it', async () => {
    const mail = await composed(assignment)
    expect(mail.to).toEqual({ name: 'Anna Berg', address: 'anna@example.com' })
    expect(mail.subject).toBe('Assigned to you: Data cabling')
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Ben Ode assigned this task to you.')
      expect(part).toContain('Move to Harbour House')
      expect(part).toContain('2 Mar 2026 – 6 Mar 2026')
      expect(part).toContain(`${publicUrl}/projects/${projectId}?task=${taskId}`)
    }
  })

  it('is readable as plain text: no markup, nothing twice', async () => {
    const { text } = await composed(assignment)
    expect(text).not.toMatch(/<\/?[a-z]+[ >]/)
    expect(text.match(/Data cabling/g)).toHaveLength(1)
    expect(text).toContain(`Open the task <${publicUrl}`)
  })

  it('says "you" to who assigned it to themself', async () => {
    const { text } = await composed({ ...assignment, actorId: 'person-1', actorName: 'Anna Berg' })
    expect(text).toContain('you assigned this task to yourself.')
  })

  it('leaves the dates out before the first recompute', async () => {
    const { text } = await composed({ ...assignment, taskStart: null, taskFinish: null })
    expect(text).not.toContain('Planned')
  })

  it('escapes markup in names', async () => {
    const { html, text } = await composed({
      ...assignment,
      taskName: '<img src=x onerror=alert(1)>',
      projectName: 'A & B',
    })
    expect(html).not.toContain('<img src=x')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).toContain('A &amp; B')
    expect(text).toContain('<img src=x onerror=alert(1)>')
  })

  it('keeps names on one line, so that they add no headers', async () => {
    const mail = await composed({
      ...assignment,
      taskName: 'Cabling\r\nBcc: everyone@example.com',
      personName: 'Anna\nBerg',
    })
    expect(mail.subject).toBe('Assigned to you: Cabling Bcc: everyone@example.com')
    expect(mail.to.name).toBe('Anna Berg')
  })

  it.each(['personEmail', 'personName', 'projectName', 'taskName'] as const)('is none without %s', async (field) => {
    expect(await composeMail({ ...assignment, [field]: null }, place)).toBeNull()
  })
})

describe('mail about an import that ended', () => {
  it('leads to the project that is ready', async () => {
    const mail = await composed(ended)
    expect(mail.subject).toBe('Import ready: bridge.xml')
    expect(mail.text).toContain('1,250')
    expect(mail.text).toContain(`<${publicUrl}/projects/${projectId}>`)
  })

  it('says why it failed, and where in the file', async () => {
    const importError = { message: 'The element Task is not closed', line: 42, column: 7 }
    const mail = await composed({ ...ended, importState: 'failed', projectId: null, projectName: null, importError })
    expect(mail.subject).toBe('Import failed: bridge.xml')
    expect(mail.text).toContain('The element Task is not closed (line 42)')
    expect(mail.text).toContain('Nothing was written')
  })

  it('says when it was cancelled', async () => {
    const mail = await composed({ ...ended, importState: 'cancelled', projectId: null, projectName: null })
    expect(mail.subject).toBe('Import cancelled: bridge.xml')
    expect(mail.text).toContain('Nothing of it was kept')
    expect(mail.text).toContain(`<${publicUrl}/imports/${ended.importId}>`)
    const kept = await composed({ ...ended, importState: 'cancelled', importCancelWritten: 'keep' })
    expect(kept.text).toContain('What was written until then was kept')
  })

  it('says when nobody approved it in time', async () => {
    const mail = await composed({ ...ended, importState: 'expired', projectId: null, projectName: null })
    expect(mail.subject).toBe('Import given up: bridge.xml')
  })

  it('reminds of one that waits, and until when', async () => {
    const waiting = { ...ended, kind: 'import-expiring', importState: 'waiting', projectId: null, projectName: null }
    const mail = await composed({ ...waiting, importExpiresAt: '2026-03-09T08:00:00.000Z' })
    expect(mail.subject).toBe('Import waits for you: bridge.xml')
    expect(mail.text).toContain('9 Mar 2026, 08:00 UTC')
    expect(mail.text).toContain(`<${publicUrl}/imports/${ended.importId}>`)
    expect(await composeMail({ ...waiting, importState: 'writing' }, place)).toBeNull()
  })

  it('is none while the import runs, and none for a project that was deleted since', async () => {
    expect(await composeMail({ ...ended, importState: 'writing' }, place)).toBeNull()
    expect(await composeMail({ ...ended, projectName: null }, place)).toBeNull()
  })
})

describe('mail about a comment', () => {
  const comment: NotificationForMail = {
    ...assignment,
    kind: 'mentioned',
    commentId: '0190a000-0000-7000-8000-000000000004',
    commentBody: '@[Anna Berg](person:0190a000-0000-7000-8000-000000000005), which\n\n**cable** is it?',
  }

  it('says who wrote what, and leads there', async () => {
    const mail = await composed(comment)
    expect(mail.subject).toBe('You were mentioned: Data cabling')
    expect(mail.text).toContain('Ben Ode mentioned you in a comment on this task:')
    expect(mail.text).toContain('@Anna Berg, which **cable** is it?')
    expect(mail.text).not.toContain('person:')
    expect(mail.text).toContain(`<${publicUrl}/projects/${projectId}?task=${taskId}&comment=${comment.commentId}>`)
    const told = await composed({ ...comment, kind: 'commented' })
    expect(told.subject).toBe('New comment: Data cabling')
    expect(told.text).toContain('Ben Ode commented on this task:')
  })

  it('holds the start of a long one', async () => {
    const { text } = await composed({ ...comment, commentBody: 'word '.repeat(1_000) })
    expect(text.length).toBeLessThan(900)
    expect(text).toContain('…')
  })

  it('is none once the comment is gone, its task is, or its reader may not read it', async () => {
    expect(await composeMail({ ...comment, commentId: null, commentBody: null }, place)).toBeNull()
    expect(await composeMail({ ...comment, taskName: null }, place)).toBeNull()
  })
})

describe('mail with a link', () => {
  const reset: NotificationForMail = {
    ...assignment,
    kind: 'password-reset',
    actorId: null,
    actorName: null,
    linkId: 'link-1',
    linkEmail: 'anna@example.com',
    linkExpiresAt: '2026-03-02T09:00:00Z',
    linkIsLiving: true,
  }

  it.each([
    ['password-reset', 'reset-password', 'anna@example.com', 'Anna Berg'],
    ['invitation', 'invitation', 'new@example.com', ''],
    ['email-change', 'confirm-email', 'new@example.com', 'Anna Berg'],
  ])('%s goes to the address of the link, with the secret in the fragment', async (kind, page, address, name) => {
    const mail = await composed({ ...reset, kind, linkEmail: address })
    expect(mail.to).toEqual({ name, address })
    expect(mail.text).toContain(`<${publicUrl}/${page}#secret-of-link-1>`)
    expect(mail.text).toContain('2 Mar 2026, 09:00 UTC')
    expect(mail.subject).not.toContain('secret')
  })

  it('is not sent once the link is of no use', async () => {
    for (const kind of ['password-reset', 'invitation', 'email-change'])
      expect(await composeMail({ ...reset, kind, linkIsLiving: false }, place)).toBeNull()
  })

  it('tells the address before of a new one, without the link', async () => {
    const notice = { ...reset, kind: 'email-change-notice', linkEmail: 'new@example.com' }
    const mail = await composed({ ...notice, linkFormerEmail: 'anna@example.com', linkIsLiving: false })
    expect(mail.to.address).toBe('anna@example.com')
    expect(mail.text).toContain('new@example.com')
    expect(`${mail.text}${mail.html}`).not.toContain('secret-of')
  })

  it('holds names of people as text', async () => {
    const actorName = '<b>Ben</b>\r\nBcc: all@example.com'
    const mail = await composed({ ...reset, kind: 'invitation', actorName, organisationName: 'A\nB <i>' })
    expect(mail.subject).toBe('Invitation to A B <i>')
    expect(mail.html).toContain('&lt;b&gt;Ben&lt;/b&gt; Bcc: all@example.com')
  })
})

describe('mail about an organisation that is to be deleted', () => {
  const told: NotificationForMail = {
    ...assignment,
    ...{ kind: 'deletion-scheduled', deletionAt: '2026-04-01T08:00:00.000Z' },
  }

  it('says when, and where that can be called off', async () => {
    const mail = await composed(told)
    expect(mail.subject).toContain('To be deleted')
    expect(mail.text).toContain('1 Apr 2026')
    expect(mail.text).toContain('/organisation/data')
    expect(mail.text).not.toContain('works once')
    expect((await composed({ ...told, kind: 'deletion-reminder' })).subject).toContain('Soon to be deleted')
  })

  it('is not sent once that was called off', async () => {
    expect(await composeMail({ ...told, deletionAt: null }, place)).toBeNull()
  })
})

describe('mail about a webhook that was switched off', () => {
  const webhook: NotificationForMail = {
    ...assignment,
    kind: 'webhook-disabled',
    webhookName: 'Build server',
    webhookUrl: 'https://build.example.com/hook',
    webhookDisabledBecause: 'failing',
  }

  it('says which one and why', async () => {
    const mail = await composed(webhook)
    expect(mail.subject).toBe('Webhook switched off: Build server')
    expect(mail.text).toContain('its address has taken nothing for five days')
    expect(mail.text).toContain('https://build.example.com/hook')
    expect(mail.text).toContain(`<${publicUrl}/organisation/webhooks>`)
    expect((await composed({ ...webhook, webhookDisabledBecause: 'gone' })).text).toContain('gone for good')
  })

  it('is none when it was switched on again, or deleted', async () => {
    expect(await composeMail({ ...webhook, webhookDisabledBecause: null }, place)).toBeNull()
    expect(await composeMail({ ...webhook, webhookName: null }, place)).toBeNull()
  })
})

describe('mail about a changed role', () => {
  const told: NotificationForMail = { ...assignment, kind: 'role-changed', roleIn: 'project', role: 'manager' }

  it('says who changed it, where, and what it is now', async () => {
    const mail = await composed(told)
    expect(mail.subject).toBe('Your role in Move to Harbour House: manager')
    expect(mail.text).toContain('Ben Ode changed what you may do in Move to Harbour House.')
    expect(mail.text).toContain(`<${publicUrl}/projects/${projectId}>`)
    const inProgram = { ...told, roleIn: 'program', programId: 'program-1', programName: 'Harbour' } as const
    expect((await composed(inProgram)).text).toContain(`<${publicUrl}/organisation/programs/program-1>`)
    expect((await composed({ ...told, roleIn: 'organisation', role: 'admin' })).subject).toBe(
      'Your role in Norlake: admin',
    )
  })

  it('names no project to who is out of it', async () => {
    const mail = await composed({ ...told, role: null, hasStanding: false })
    expect(mail.subject).toBe('You have no role in a project any more')
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toContain('Harbour')
  })
})

describe('mail about a sign-in from a new device', () => {
  it('says when, with what, and what to do', async () => {
    const mail = await composed({ ...assignment, kind: 'sign-in-new-device', device: 'Firefox on Linux' })
    expect(mail.text).toContain('27 Feb 2026, 15:20 UTC')
    expect(mail.text).toContain('Firefox on Linux')
    expect(mail.text).toContain(`<${publicUrl}/account>`)
    expect(mail.text).not.toContain('Harbour')
  })
})

describe('mail about a recompute', () => {
  const moved: NotificationForMail = {
    ...assignment,
    ...{ kind: 'finish-moved', movedFrom: '2026-03-06T17:00', movedTo: '2026-03-12T17:00' },
    ...{ runKind: 'recompute', cause: 'Changed duration of “Data cabling”' },
  }
  const failed: NotificationForMail = {
    ...{ ...moved, kind: 'schedule-error' },
    scheduleError: { type: 'CycleError', message: 'Tasks depend on each other in a circle', taskIds: [] },
  }

  it('says from when to when the finish moved, why, and by whom', async () => {
    const mail = await composed(moved)
    expect(mail.subject).toBe('Move to Harbour House: the finish moved to 12 Mar 2026')
    expect(mail.text).toContain('moved to a later day, from 6 Mar 2026 to 12 Mar 2026')
    expect(mail.text).toContain('Changed duration of “Data cabling”')
    expect(mail.text).toContain('Ben Ode')
    expect((await composed({ ...moved, movedTo: '2026-03-03T17:00' })).text).toContain('moved to an earlier day')
  })

  it('says why dates cannot be computed, to managers and to whose change it was', async () => {
    expect((await composed(failed)).subject).toBe('Cannot be computed: Move to Harbour House')
    expect((await composed(failed)).text).toContain('Tasks depend on each other in a circle')
    const own = await composed({ ...failed, kind: 'run-failed' })
    expect(own.text).toContain('after your change no dates could be computed')
  })

  it('is none once it is mended, or for who is out of the project', async () => {
    expect(await composeMail({ ...failed, scheduleError: null }, place)).toBeNull()
    expect(await composeMail({ ...failed, hasStanding: false }, place)).toBeNull()
    expect(await composeMail({ ...moved, hasStanding: false }, place)).toBeNull()
  })

  it('tells of other work that failed', async () => {
    const mail = await composed({ ...assignment, kind: 'run-failed', runKind: 'organisation-export' })
    expect(mail.subject).toBe('Failed: the export of the organisation')
    expect(mail.text).toContain(`<${publicUrl}/organisation/runs>`)
  })
})

describe('mail about a task that is due', () => {
  const told: NotificationForMail = { ...assignment, kind: 'due-soon', dueAt: '2026-03-06T17:00', isTaskDone: false }

  it('says when, and where to see it', async () => {
    const mail = await composed(told)
    expect(mail.subject).toBe('Due on 6 Mar 2026: Data cabling')
    expect(mail.text).toContain(`${publicUrl}/projects/${projectId}?task=${taskId}`)
    expect((await composed({ ...told, kind: 'overdue' })).subject).toBe('Overdue: Data cabling')
  })

  it('is none once it is done', async () => {
    expect(await composeMail({ ...told, isTaskDone: true }, place)).toBeNull()
  })
})

describe('mail about an import that waits', () => {
  const told: NotificationForMail = { ...ended, kind: 'import-waiting', importState: 'waiting' }

  it('leads to what is to be approved, unless it went on', async () => {
    const mail = await composed(told)
    expect(mail.subject).toBe('Ready to look at: bridge.xml')
    expect(mail.text).toContain(`<${publicUrl}/imports/${ended.importId}>`)
    expect(await composeMail({ ...told, importState: 'writing' }, place)).toBeNull()
  })
})

describe('mail of any kind', () => {
  const breaking = (what: string) =>
    `${what}\r\nBcc: all@example.com\u2028\n\nX: <img src=x onerror=alert(1)>\u0000\u0085`
  const named: (keyof NotificationForMail)[] = [
    ...(['organisationName', 'personName', 'actorName', 'projectName', 'taskName', 'fileName'] as const),
    ...(['webhookName', 'webhookUrl', 'commentBody', 'programName', 'role', 'cause', 'device'] as const),
  ]
  const broken = (row: NotificationForMail): NotificationForMail => ({
    ...row,
    ...Object.fromEntries(
      named.filter((field) => row[field] !== null).map((field) => [field, breaking(String(row[field]))]),
    ),
    importError: row.importError ? { ...row.importError, message: breaking('The element is not closed') } : null,
  })

  it.each(exampleMails.map((example) => [example.name, example] as const))(
    '%s: no name adds a header, a recipient or markup',
    async (_, { notification, carried }) => {
      const mail = await composeMail(broken(notification), place, { ...carried, items: carried.items.map(broken) })
      if (!mail) throw new Error('no mail was composed')
      for (const header of [mail.subject, mail.to.name, mail.to.address, ...Object.values(mail.headers)])
        expect(header).not.toMatch(/[\p{Cc}\u2028]/u)
      expect(JSON.stringify(mail.headers)).not.toContain('Bcc')
      expect(mail.to.address).toMatch(/^(anna|new)@example\.com$/)
      expect(mail.html).not.toContain('<img src=x')
    },
  )

  it.each(exampleMails.map((example) => [example.name, example] as const))(
    '%s: plain words in its subject, and a way out where there may be one',
    async (_, { notification, carried }) => {
      const mail = await composeMail(notification, place, carried)
      expect(mail?.subject).toMatch(/^[\p{L}\p{N}][^\p{Extended_Pictographic}[\]!]*$/u)
      const isFixed = notificationKinds[notification.kind as NotificationKind].isFixed && notification.kind !== 'digest'
      const secret = `secret-of-${notification.personId}-${notification.kind}`
      expect(mail?.headers['List-Unsubscribe']).toBe(
        isFixed ? undefined : `<${publicUrl}/api/v1/unsubscribe/${secret}>`,
      )
      for (const part of [mail?.text, mail?.html]) {
        expect(part?.includes(`${publicUrl}/unsubscribe#${secret}`)).toBe(!isFixed)
        expect(part).not.toMatch(/undefined|null|NaN|\[object/)
      }
      expect(mail?.text).not.toMatch(/<\/?[a-z]+[ >]/)
    },
  )

  it('has an example, so that each is looked at', () => {
    expect(new Set(exampleMails.map(({ notification }) => notification.kind))).toEqual(
      new Set(notificationKind.options.filter((kind) => notificationKinds[kind].mail !== 'off')),
    )
  })
})
