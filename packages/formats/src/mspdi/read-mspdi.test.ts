import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { calendarXml, linkXml, projectXml, STANDARD_CALENDAR, weekXml } from '../../test-support/mspdi.ts'
import { FormatError } from '../format-error.ts'
import type { PlanDocument } from '../plan-document.ts'
import { readMspdi } from './read-mspdi.ts'

function read(xml: string | Uint8Array, chunkSize?: number): Promise<PlanDocument> {
  return readMspdi(bytesOf(xml, chunkSize))
}

async function failure(xml: string | Uint8Array): Promise<FormatError> {
  const error = await read(xml).catch((reason: unknown) => reason)
  if (error instanceof FormatError) return error
  throw new Error(`expected a FormatError, got ${error}`)
}

function warningsOf({ warnings }: PlanDocument): string {
  return warnings.map(({ message }) => message).join('\n')
}

describe('an MSPDI file', () => {
  it('becomes a plan document', async () => {
    const document = await read(
      projectXml(
        [
          { uid: 0, name: 'Plan', level: 0 },
          { uid: 1, name: 'Phase', duration: 'PT24H0M0S' },
          {
            uid: 2,
            name: 'Dig',
            level: 2,
            duration: 'PT16H30M0S',
            more: '<Notes>deep &amp; wide</Notes><PercentComplete>40</PercentComplete>',
          },
          {
            uid: 3,
            name: 'Dug',
            level: 2,
            duration: 'PT0H0M0S',
            more: `<Milestone>1</Milestone>${linkXml(2, 1, 4800)}`,
          },
        ],
        {
          rest: `<Resources><Resource><UID>0</UID><IsNull>0</IsNull></Resource>
<Resource><UID>1</UID><Name>Ann</Name><Type>1</Type><EmailAddress>ann@example.org</EmailAddress><MaxUnits>0.5</MaxUnits></Resource></Resources>
<Assignments><Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>0.5</Units></Assignment>
<Assignment><TaskUID>3</TaskUID><ResourceUID>-65535</ResourceUID><Units>1</Units></Assignment></Assignments>`,
        },
      ),
    )
    expect(document).toMatchObject({ name: 'Plan', start: '2026-03-02T08:00', defaultCalendarKey: '1', warnings: [] })
    expect(document.calendars).toMatchObject([{ key: '1', name: 'Standard', exceptions: [] }])
    expect(document.tasks).toMatchObject([
      { key: '1', parentKey: null, name: 'Phase', kind: 'task', durationMinutes: 1440 },
      { key: '2', parentKey: '1', name: 'Dig', notes: 'deep & wide', durationMinutes: 990, percentComplete: 40 },
      { key: '3', parentKey: '1', name: 'Dug', kind: 'milestone', durationMinutes: 0 },
    ])
    expect(document.links).toMatchObject([{ predecessorKey: '2', successorKey: '3', type: 'FS', lagMinutes: 480 }])
    expect(document.resources).toMatchObject([
      {
        key: '1',
        name: 'Ann',
        email: 'ann@example.org',
        kind: 'work',
        calendarKey: null,
        maxUnits: 0.5,
        availability: [],
      },
    ])
    expect(document.assignments).toMatchObject([{ taskKey: '2', resourceKey: '1', units: 0.5, drivesDuration: true }])
  })

  it('is the same however it is cut into chunks', async () => {
    const xml = projectXml([
      { uid: 1, name: 'Übung – 測試 🚧' },
      { uid: 2, more: linkXml(1) },
    ])
    const whole = await read(xml, 1_000_000)
    expect(whole.tasks[0]?.name).toBe('Übung – 測試 🚧')
    for (const size of [1, 2, 3, 64]) expect(await read(xml, size)).toEqual(whole)
  })

  it('may be in another encoding, or have a byte order mark', async () => {
    const xml = projectXml([{ uid: 1, name: 'Übung' }])
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le'))
    const latin1 = new Uint8Array(Buffer.from(xml.replace('UTF-8', 'ISO-8859-1'), 'latin1'))
    for (const bytes of [utf16, latin1, `\uFEFF${xml}`]) expect((await read(bytes)).tasks[0]?.name).toBe('Übung')
  })

  it('tells how far it has been read', async () => {
    const xml = projectXml([{ uid: 1 }, { uid: 2 }])
    const seen: { bytes: number; tasks: number }[] = []
    await readMspdi(bytesOf(xml, 100), { onProgress: (progress) => seen.push(progress) })
    expect(seen.at(-1)).toEqual({ bytes: Buffer.byteLength(xml), tasks: 2 })
    expect(seen.map(({ bytes }) => bytes)).toEqual(seen.map(({ bytes }) => bytes).toSorted((a, b) => a - b))
  })

  it('may hold prefixes, comments and character data', async () => {
    const xml = projectXml(['<p:Task xmlns:p="x"><UID>7</UID><!-- no --><Name><![CDATA[a < b]]></Name></p:Task>'])
    expect((await read(xml)).tasks).toMatchObject([{ key: '7', name: 'a < b', durationMinutes: 480 }])
  })
})

describe('the outline', () => {
  it('follows the levels and leaves out empty rows', async () => {
    const document = await read(
      projectXml([
        { uid: 1, level: 1 },
        { uid: 2, level: 2 },
        { uid: 3, level: 4 },
        '<Task><UID>4</UID><IsNull>1</IsNull></Task>',
        { uid: 5, level: 2, more: '<Active>0</Active>' },
        { uid: 6, level: 3, more: linkXml(3) },
        { uid: 7, level: 1, more: linkXml(4) },
      ]),
    )
    expect(document.tasks.map(({ key, parentKey }) => [key, parentKey])).toEqual([
      ['1', null],
      ['2', '1'],
      ['3', '2'],
      ['5', '1'],
      ['6', '5'],
      ['7', null],
    ])
    expect(document.tasks.map(({ isActive }) => isActive)).toEqual([true, true, true, false, true, true])
    expect(document.links).toMatchObject([{ predecessorKey: '3', successorKey: '6' }])
    expect(warningsOf(document)).toMatch(/a row that is left out \(UID 4\)/)
  })
})

describe('links', () => {
  it.each([
    [0, 'FF'],
    [1, 'FS'],
    [2, 'SF'],
    [3, 'SS'],
  ])('of type %i are %s', async (type, expected) => {
    const document = await read(projectXml([{ uid: 1 }, { uid: 2, more: linkXml(1, type, -4800) }]))
    expect(document.links).toMatchObject([{ type: expected, lagMinutes: -480 }])
  })

  it.each([
    [25, 19, 25, 'percent'],
    [4800, 7, 480, 'working'],
    [14_400, 8, 1440, 'elapsed'],
    [-50, 20, -240, 'elapsed'],
  ])('may lag by %i in format %i', async (lag, format, lagMinutes, lagUnit) => {
    const document = await read(projectXml([{ uid: 1 }, { uid: 2, more: linkXml(1, 1, lag, format) }]))
    expect(document.links).toMatchObject([{ lagMinutes, lagUnit }])
  })

  it('of other projects are left out, and the same link twice is one', async () => {
    const other = linkXml(1).replace('<CrossProject>0', '<CrossProject>1')
    const document = await read(projectXml([{ uid: 1 }, { uid: 2, more: other + linkXml(1) + linkXml(1) }]))
    expect(document.links).toHaveLength(1)
    expect(warningsOf(document)).toMatch(/comes from another project[\s\S]*linked twice/)
  })
})

describe('calendars', () => {
  it('of tasks and resources may rest on a base', async () => {
    const holiday = `<Exceptions><Exception><TimePeriod><FromDate>2026-04-03T00:00:00</FromDate><ToDate>2026-04-06T23:59:00</ToDate></TimePeriod>
<Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions>`
    const fridayOff = '<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>'
    const document = await read(
      projectXml([{ uid: 1, more: '<CalendarUID>3</CalendarUID>' }], {
        calendars: [
          calendarXml(1, 'Standard', weekXml(), holiday),
          calendarXml(3, 'Ann', fridayOff, '', 1),
          calendarXml(4, 'Bob', '', '', 1),
        ].join(''),
        rest: `<Resources><Resource><UID>2</UID><Name>Bob</Name><Type>1</Type><CalendarUID>4</CalendarUID></Resource></Resources>`,
      }),
    )
    const [standard, ann] = document.calendars
    expect(document.calendars.map(({ name }) => name)).toEqual(['Standard', 'Ann'])
    expect(ann).toMatchObject({ baseKey: '1', week: [null, null, null, null, [], null, null], exceptions: [] })
    expect(standard?.baseKey).toBeNull()
    expect(standard?.exceptions).toEqual([{ from: '2026-04-03', to: '2026-04-06', shifts: [] }])
    expect(document.tasks[0]?.calendarKey).toBe('3')
    expect(document.resources[0]?.calendarKey).toBe('1')
  })

  it('without working time are left out', async () => {
    const never = [1, 2, 3, 4, 5, 6, 7].map(
      (type) => `<WeekDay><DayType>${type}</DayType><DayWorking>0</DayWorking></WeekDay>`,
    )
    const calendars = STANDARD_CALENDAR + calendarXml(2, 'Never', never.join(''))
    const document = await read(projectXml([{ uid: 1, more: '<CalendarUID>2</CalendarUID>' }], { calendars }))
    expect(document.calendars).toHaveLength(1)
    expect(document.tasks[0]?.calendarKey).toBeNull()
    expect(warningsOf(document)).toMatch(/“Never” has no working time/)
  })
})

describe('a file that is not right', () => {
  it.each([
    ['is not well-formed', '<?xml version="1.0"?>\n<Project>\n<Tasks>\n</Task>\n</Project>', /not well-formed/, 4],
    ['ends too early', projectXml([{ uid: 1 }]).slice(0, -20), /not well-formed/, null],
    ['is something else', '<html><body/></html>', /not a Microsoft Project XML file: it starts with <html>/, 1],
    ['is empty', '', /empty/, 1],
    ['has a document type', '<?xml version="1.0"?>\n<!DOCTYPE Project [<!ENTITY a "b">]>\n<Project/>', /DOCTYPE/, 2],
    ['uses an entity that is not defined', projectXml([{ uid: 1, name: '&lol;' }]), /not well-formed/, null],
    ['is in no encoding', '<?xml version="1.0" encoding="UTFNaN"?><Project/>', /not known here: “UTFNaN”/, 1],
    ['nests too deep', `<Project>${'<a>'.repeat(100)}`, /nested more than 64 deep/, 1],
    [
      'has a bad date',
      projectXml([{ uid: 1, more: '\n<ConstraintDate>2026-02-30T08:00:00</ConstraintDate>' }]),
      /ConstraintDate should be a date.*2026-02-30/,
      null,
    ],
    ['has a bad duration', projectXml([{ uid: 1, duration: '3 days' }]), /Duration should be a duration.*3 days/, null],
    [
      'has a bad number',
      projectXml([{ uid: 1, more: '<PercentComplete>many</PercentComplete>' }]),
      /PercentComplete should be a number/,
      null,
    ],
    ['has a task without UID', projectXml(['<Task><Name>x</Name></Task>']), /no UID/, null],
    ['has a UID twice', projectXml([{ uid: 1 }, { uid: 1 }]), /Two tasks have the UID 1/, null],
    ['links to nothing', projectXml([{ uid: 1, more: linkXml(9) }]), /“Task 1” depends on the task with UID 9/, null],
    [
      'links in a circle',
      projectXml([
        { uid: 1, more: linkXml(2) },
        { uid: 2, more: linkXml(1) },
      ]),
      /circle: “Task 1” > “Task 2” > “Task 1”/,
      null,
    ],
    ['links a summary to its task', projectXml([{ uid: 1 }, { uid: 2, level: 2, more: linkXml(1) }]), /circle/, null],
    [
      'has calendars that rest on each other',
      projectXml([], { calendars: calendarXml(1, 'A', '', '', 2) + calendarXml(2, 'B', '', '', 1) }),
      /“A”: Base calendars run in a circle/,
      null,
    ],
  ])('%s', async (_what, xml, message, line) => {
    const error = await failure(xml)
    expect(error.message).toMatch(message)
    expect(error.line).toBeGreaterThan(0)
    if (line !== null) expect(error.line).toBe(line)
  })

  it('is told by line, column and path', async () => {
    const xml = projectXml([{ uid: 1, more: '\n  <Deadline>soon</Deadline>' }])
    const line = xml.split('\n').findIndex((text) => text.includes('soon')) + 1
    expect(await failure(xml)).toMatchObject({ line, path: 'Project/Tasks/Task/Deadline' })
  })

  it('is told when its bytes are not text', async () => {
    const bytes = new TextEncoder().encode(projectXml([{ uid: 1, name: 'Xbung' }]))
    bytes[bytes.indexOf(0x58)] = 0xff
    expect((await failure(bytes)).message).toMatch(/not text in utf-8/)
  })

  it('never fails in another way, wherever it is cut or damaged', async () => {
    const xml = projectXml([{ uid: 1 }, { uid: 2, more: linkXml(1) }])
    for (let at = 0; at < xml.length; at += 13) {
      for (const damaged of [xml.slice(0, at), `${xml.slice(0, at)}9${xml.slice(at + 1)}`]) {
        const outcome = await read(damaged, 4096).catch((reason: unknown) => reason)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FormatError)
      }
    }
  })
})
