import { describe, expect, it } from 'vitest'
import { assignment, digest, ended, place, publicUrl, severalItems } from '../test-support/mails.ts'
import { composeMail } from './compose-mail.tsx'
import type { Carried } from './mail.ts'

async function composed(notification = digest, carried: Partial<Carried> = {}) {
  const mail = await composeMail(notification, place, { items: severalItems, more: 0, ...carried })
  if (!mail) throw new Error('no mail was composed')
  return mail
}

describe('a digest', () => {
  it('is a list by project: what, who and when, each with its link', async () => {
    const { to, subject, text, html } = await composed()
    expect(to).toEqual({ name: 'Anna Berg', address: 'anna@example.com' })
    expect(subject).toBe('6 things in Norlake: 3 about Bridge')
    const lines = text.split('\n').filter((line) => line !== '')
    const parts = ['Bridge', 'Move to Harbour House', 'Norlake'].map((title) => lines.indexOf(title))
    expect(parts).toEqual([...parts].sort((a, b) => a - b))
    expect(parts).not.toContain(-1)
    const [at] = parts
    const url = `${publicUrl}/projects/0190a000-0000-7000-8000-00000000000b?task=${assignment.taskId}`
    expect(lines.slice((at ?? 0) + 1, (at ?? 0) + 3)).toEqual([
      `Assigned to you: Pour the deck <${url}>`,
      'Ben Ode, 27 Feb 2026, 15:20',
    ])
    expect(text).toContain(`Import ready: bridge.xml <${publicUrl}/imports/${ended.importId}>\n27 Feb 2026, 15:20`)
    expect(text).toContain('Times are those of UTC.')
    expect(html).toContain('Assigned to you: Pour the deck')
  })

  it('leaves out what is gone, and is the mail of the one thing that is left', async () => {
    const gone = { ...assignment, taskName: null }
    expect((await composed(digest, { items: [...severalItems, gone] })).subject).toMatch(/^6 things/)
    const one = await composed(digest, { items: [gone, assignment] })
    expect(one.subject).toBe('Assigned to you: Data cabling')
    expect(one.headers['List-Unsubscribe']).toContain('-digest>')
  })

  it('is none when nothing is left, or nobody', async () => {
    const gone = { ...assignment, taskName: null }
    expect(await composeMail(digest, place, { items: [gone], more: 0 })).toBeNull()
    expect(await composeMail(digest, place, { items: [], more: 0 })).toBeNull()
    expect(await composeMail({ ...digest, personName: null }, place, { items: severalItems, more: 0 })).toBeNull()
  })

  it('says how many more there are, and then not of how many what they are about', async () => {
    const { subject, text } = await composed(digest, { more: 1_234 })
    expect(subject).toBe('1,240 things in Norlake')
    expect(text).toContain('And 1,234 more, in your inbox.')
  })

  it('of one project says so', async () => {
    const { subject } = await composed(digest, { items: [assignment, assignment] })
    expect(subject).toBe('2 things about Move to Harbour House')
  })

  it('has times by the clock of who reads it', async () => {
    const { text } = await composed({ ...digest, timeZone: 'Asia/Tokyo', locale: 'en-US' })
    expect(text).toMatch(/Ben Ode, Feb 28, 2026, 12:20\sAM/)
    expect(text).toContain('Times are those of Asia/Tokyo.')
  })
})

describe('a mail on one thing that carries others', () => {
  const other = { ...assignment, actorName: 'Chidi Obi' }

  it('is its own mail, followed by a list of them', async () => {
    const { subject, text } = await composed(assignment, { items: [other] })
    expect(subject).toBe('Assigned to you: Data cabling')
    expect(text).toContain('Ben Ode assigned this task to you.')
    expect(text).toMatch(/Also\n\nAssigned to you: Data cabling <[^>]+>\nChidi Obi, 27 Feb 2026, 15:20/)
  })

  it('is the mail of the next one where its own is gone', async () => {
    const { text } = await composed({ ...assignment, taskName: null }, { items: [other] })
    expect(text).toContain('Chidi Obi assigned this task to you.')
    expect(text).not.toContain('Also')
  })
})
