import { describe, expect, it } from 'vitest'
import { type CalendarEntry, type CalendarHead, writeCalendar } from './write-calendar.ts'

const head: CalendarHead = {
  name: 'Footbridge',
  host: 'plans.example',
  timeZone: 'Europe/Berlin',
  writtenAt: new Date('2026-03-01T10:00:00Z'),
}
const task: CalendarEntry = {
  ...{ id: '0198a1b2-0000-7000-8000-000000000001', revision: 42, name: 'Pour the deck', project: 'Footbridge' },
  ...{ timeZone: 'Europe/Berlin', start: '2026-03-27T08:00', finish: '2026-03-30T17:00', isMilestone: false },
  ...{
    percentComplete: 0,
    notes: '',
    url: 'https://plans.example/projects/p?task=t',
    updatedAt: '2026-02-01T09:30:00Z',
  },
}

async function written(entries: readonly CalendarEntry[], more: Partial<CalendarHead> = {}) {
  const pieces: string[] = []
  for await (const piece of writeCalendar({ ...head, ...more }, entries)) pieces.push(piece)
  return { pieces, text: pieces.join('') }
}

/** Properties in order, long ones put together again. */
const propertiesOf = (text: string) => text.replaceAll('\r\n ', '').trimEnd().split('\r\n')

describe('a calendar', () => {
  it('has a task from its start to its finish, in UTC, known by its id and the host', async () => {
    const properties = propertiesOf((await written([task])).text)
    expect(properties).toEqual(
      expect.arrayContaining([
        'UID:0198a1b2-0000-7000-8000-000000000001@plans.example',
        'SEQUENCE:42',
        'DTSTAMP:20260301T100000Z',
        'DTSTART:20260327T070000Z',
        'DTEND:20260330T150000Z',
        'LAST-MODIFIED:20260201T093000Z',
        'SUMMARY:Pour the deck',
        'TRANSP:TRANSPARENT',
        'CATEGORIES:Footbridge',
        'URL;VALUE=URI:https://plans.example/projects/p?task=t',
      ]),
    )
    expect(properties.filter((line) => line.includes('TZID'))).toEqual([])
  })

  it('has milestones as whole days', async () => {
    const milestone = { ...task, isMilestone: true, start: '2026-03-31T17:00', finish: '2026-03-31T17:00' }
    expect(propertiesOf((await written([milestone])).text)).toEqual(
      expect.arrayContaining(['DTSTART;VALUE=DATE:20260331', 'DTEND;VALUE=DATE:20260401', 'SUMMARY:◆ Pour the deck']),
    )
  })

  it('begins and ends as one, and says its name and zone, however many tasks it has', async () => {
    const many = Array.from({ length: 450 }, (_, index) => ({ ...task, id: `task-${index}` }))
    const { pieces, text } = await written(many)
    const properties = propertiesOf(text)
    expect(pieces).toHaveLength(5)
    expect(properties.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0'])
    expect(properties.at(-1)).toBe('END:VCALENDAR')
    expect(properties).toEqual(
      expect.arrayContaining(['METHOD:PUBLISH', 'X-WR-CALNAME:Footbridge', 'X-WR-TIMEZONE:Europe/Berlin']),
    )
    expect(properties.filter((line) => line === 'BEGIN:VCALENDAR')).toHaveLength(1)
    expect(properties.filter((line) => line.startsWith('X-WR-TIMEZONE'))).toHaveLength(1)
    const ids = properties.flatMap((line) => (line.startsWith('UID:') ? [line] : []))
    expect(new Set(ids).size).toBe(450)
    expect(properties.filter((line) => line === 'END:VEVENT')).toHaveLength(450)
  })

  it('can be empty', async () => {
    const properties = propertiesOf((await written([], { timeZone: null })).text)
    expect(properties).not.toContain('BEGIN:VEVENT')
    expect(properties.at(-1)).toBe('END:VCALENDAR')
  })

  it('lets nothing that stands in a name become a property of its own, and breaks no line above 75 bytes', async () => {
    const evil = 'A\r\nATTENDEE:mailto:x@y\u0007; b, c\\ Ω'.repeat(9)
    const { text } = await written([{ ...task, name: evil, project: evil, notes: evil }], { name: evil })
    const names = propertiesOf(text).map((line) => /^[A-Z-]+/.exec(line)?.[0] ?? line)
    expect(names).not.toContain('ATTENDEE')
    expect(names.every((name) => /^[A-Z-]{3,}$/.test(name))).toBe(true)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(propertiesOf(text)).toContain(
      `SUMMARY:${evil
        .replaceAll('\r\n', ' ')
        .replaceAll('\u0007', '')
        .replace(/[\\;,]/g, '\\$&')}`,
    )
  })

  it('tells in words how far a task is, and its notes', async () => {
    const { text } = await written([{ ...task, percentComplete: 30, notes: 'Mind the\ntide' }])
    expect(propertiesOf(text)).toContain('DESCRIPTION:Footbridge\\n30 % done\\nMind the\\ntide')
  })
})
