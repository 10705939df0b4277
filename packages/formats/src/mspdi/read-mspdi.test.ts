import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { calendarXml, linkXml, projectXml, STANDARD_CALENDAR, taskXml, weekXml } from '../../test-support/mspdi.ts'
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
      { key: '1', parentKey: null, name: 'Phase', kind: 'task', durationMinutes: 0 },
      { key: '2', parentKey: '1', name: 'Dig', notes: 'deep & wide', durationMinutes: 990, percentComplete: 40 },
      { key: '3', parentKey: '1', name: 'Dug', kind: 'milestone', durationMinutes: 0 },
    ])
    expect(document.links).toMatchObject([{ predecessorKey: '2', successorKey: '3', type: 'FS', lagMinutes: 480 }])
    expect(document.resources).toEqual([
      { key: '1', name: 'Ann', email: 'ann@example.org', kind: 'work', calendarKey: null, maxUnits: 0.5 },
    ])
    expect(document.assignments).toEqual([{ taskKey: '2', resourceKey: '1', units: 0.5 }])
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
  it('follows the levels and leaves out empty and inactive rows', async () => {
    const document = await read(
      projectXml([
        { uid: 1, level: 1 },
        { uid: 2, level: 2 },
        { uid: 3, level: 4 },
        '<Task><UID>4</UID><IsNull>1</IsNull></Task>',
        { uid: 5, level: 2, more: '<Active>0</Active>' },
        { uid: 6, level: 3, more: linkXml(5) },
        { uid: 7, level: 1, more: linkXml(4) },
      ]),
    )
    expect(document.tasks.map(({ key, parentKey }) => [key, parentKey])).toEqual([
      ['1', null],
      ['2', '1'],
      ['3', '2'],
      ['6', '2'],
      ['7', null],
    ])
    expect(document.links).toEqual([])
    expect(warningsOf(document)).toMatch(/“Task 5” is inactive/)
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

  it('may lag by a percentage of the predecessor', async () => {
    const document = await read(
      projectXml([
        { uid: 1, duration: 'PT16H0M0S' },
        { uid: 2, more: linkXml(1, 1, 25, 19) },
      ]),
    )
    expect(document.links).toMatchObject([{ lagMinutes: 240 }])
  })

  it('lag by about as much working time when the lag is elapsed', async () => {
    const week = await read(projectXml([{ uid: 1 }, { uid: 2, more: linkXml(1, 1, 100_800, 8) }]))
    expect(week.links).toMatchObject([{ lagMinutes: 2400 }])
    expect(warningsOf(week)).toMatch(/The lag before “Task 2” is elapsed time; 2400 working minutes/)
  })

  it('of other projects are left out, and the same link twice is one', async () => {
    const other = linkXml(1).replace('<CrossProject>0', '<CrossProject>1')
    const document = await read(projectXml([{ uid: 1 }, { uid: 2, more: other + linkXml(1) + linkXml(1) }]))
    expect(document.links).toHaveLength(1)
    expect(warningsOf(document)).toMatch(/comes from another project[\s\S]*linked twice/)
  })
})

describe('what this version does not carry', () => {
  it.each([
    [2, '<ConstraintDate>2026-03-05T08:00:00</ConstraintDate>', '2026-03-05T08:00', /must start on/],
    [3, '<ConstraintDate>2026-03-05T17:00:00</ConstraintDate>', '2026-03-05T08:00', /must finish on/],
    [4, '<ConstraintDate>2026-03-05T08:00:00</ConstraintDate>', '2026-03-05T08:00', /^$/],
    [5, '<ConstraintDate>2026-03-05T08:00:00</ConstraintDate>', null, /start no later than/],
    [6, '<ConstraintDate>2026-03-09T12:00:00</ConstraintDate>', '2026-03-06T13:00', /finish no earlier than/],
    [1, '', null, /as late as possible/],
  ])('of constraint type %i is told', async (type, date, start, message) => {
    const task = taskXml({ uid: 1 }).replace(
      '<ConstraintType>0</ConstraintType>',
      `<ConstraintType>${type}</ConstraintType>${date}`,
    )
    const document = await read(projectXml([task]))
    expect(document.tasks[0]?.startNoEarlierThan).toBe(start)
    expect(warningsOf(document)).toMatch(message)
  })

  it('is told for tasks by hand, started, split, of other projects or with a deadline', async () => {
    const dates = '<Start>2026-03-04T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish>'
    const document = await read(
      projectXml([
        { uid: 1, more: `<Manual>1</Manual>${dates}` },
        { uid: 2, more: `<ActualStart>2026-03-03T08:00:00</ActualStart>` },
        { uid: 3, more: dates },
        { uid: 4, more: `<ExternalTask>1</ExternalTask>${dates}` },
        { uid: 5, more: '<Deadline>2026-03-09T17:00:00</Deadline>' },
      ]),
    )
    expect(document.tasks.map(({ startNoEarlierThan }) => startNoEarlierThan)).toEqual([
      '2026-03-04T08:00',
      '2026-03-03T08:00',
      null,
      '2026-03-04T08:00',
      null,
    ])
    const text = warningsOf(document)
    for (const word of ['by hand', 'has started', 'is split', 'another project', 'deadline'])
      expect(text).toContain(word)
  })

  it('plans elapsed durations around the clock', async () => {
    const task = taskXml({ uid: 1, duration: 'PT48H0M0S' }).replace('>7</DurationFormat>', '>8</DurationFormat>')
    const document = await read(projectXml([task]))
    expect(document.tasks).toMatchObject([{ durationMinutes: 2880, calendarKey: 'around-the-clock' }])
    expect(document.calendars.map(({ key }) => key)).toEqual(['1', 'around-the-clock'])
  })

  it('counts what it would repeat too often', async () => {
    const tasks = Array.from({ length: 50 }, (_, index) => ({
      uid: index + 1,
      more: '<Deadline>2026-03-09T17:00:00</Deadline>',
    }))
    const { warnings } = await read(projectXml(tasks))
    expect(warnings).toHaveLength(21)
    expect(warnings.at(-1)?.message).toBe('30 more like this: deadline')
  })
})

describe('calendars', () => {
  it('of tasks and resources are resolved against their base', async () => {
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
    expect(ann?.week.map((shifts) => shifts.length)).toEqual([2, 2, 2, 2, 0, 0, 0])
    expect(ann?.exceptions).toEqual([{ from: '2026-04-03', to: '2026-04-06', shifts: [] }])
    expect(standard?.exceptions).toEqual(ann?.exceptions)
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
