import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { calendarXml, projectXml, taskXml, weekXml } from '../../test-support/mspdi.ts'
import { FormatError } from '../format-error.ts'
import { asImported } from '../report/as-imported.ts'
import { readMspdi } from './read-mspdi.ts'

const read = (xml: string | Uint8Array) => readMspdi(bytesOf(xml))

async function refusalOf(xml: string | Uint8Array): Promise<FormatError> {
  const error = await read(xml).catch((reason: unknown) => reason)
  if (error instanceof FormatError) return error
  throw new Error(`expected a FormatError, got ${error}`)
}

/** Where a text stands, from 1. */
function placeOf(xml: string, text: string): { line: number; column: number } {
  const before = xml.slice(0, xml.indexOf(text)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** An element's place is the end of its name. */
function placeOfElement(xml: string, text: string): { line: number; column: number } {
  const { line, column } = placeOf(xml, text)
  return { line, column: column + text.search(/>|$/) }
}

describe('a character that XML does not have', () => {
  it.each([
    ['as number 0', '&#0;', /an entity/],
    ['as half of one', '&#xD800;', /an entity/],
    ['beyond the last', '&#x110000;', /an entity/],
    ['a control character', '\u0001', /disallowed character/],
    ['no character of Unicode', '\uffff', /disallowed character/],
  ])('%s is refused with its line and column', async (_what, character, message) => {
    const xml = projectXml([{ uid: 1 }, { uid: 2, name: `Dig${character}` }])
    const error = await refusalOf(xml)
    const { line, column } = placeOf(xml, character)
    expect(error.message).toMatch(message)
    expect(error).toMatchObject({ line, path: 'Project/Tasks/Task/Name' })
    // The place is that of the end of what is wrong.
    expect(error.column).toBeGreaterThanOrEqual(column - 1)
    expect(error.column).toBeLessThanOrEqual(column + character.length)
  })

  it('of bytes that are none is refused with the line', async () => {
    const bytes = new TextEncoder().encode(projectXml([{ uid: 1, name: 'Xbung' }]))
    bytes[bytes.indexOf(0x58)] = 0xc3
    const { message, line } = await refusalOf(bytes)
    expect(message).toMatch(/not text in utf-8/)
    expect(line).toBeGreaterThan(0)
  })
})

describe('the year 9999', () => {
  const inTask = (name: string) =>
    projectXml([{ uid: 1, more: `<Manual>1</Manual>\n  <${name}>9999-12-31T23:59:00</${name}>` }])

  it.each(['Start', 'Finish', 'EarlyStart', 'Deadline', 'ConstraintDate', 'ActualStart', 'ManualStart'])(
    'as %s is refused with its place',
    async (name) => {
      const xml = inTask(name)
      const { line, column } = placeOfElement(xml, `<${name}>`)
      expect(await refusalOf(xml)).toMatchObject({
        message: `${name} should be a date from the year 1600 to 2999, but is “9999-12-31T23:59:00”`,
        path: `Project/Tasks/Task/${name}`,
        ...{ line, column },
      })
    },
  )

  it('as the end of an exception is the last day, and of what a resource has never', async () => {
    const period = '<FromDate>2026-01-01T00:00:00</FromDate><ToDate>9999-12-31T23:59:00</ToDate>'
    const exception = `<Exception><TimePeriod>${period}</TimePeriod><Type>1</Type><DayWorking>0</DayWorking></Exception>`
    const calendars = calendarXml(1, 'Standard', weekXml(), `<Exceptions>${exception}</Exceptions>`)
    const span = `<AvailableFrom>2026-01-01T00:00:00</AvailableFrom><AvailableTo>9999-12-31T23:59:00</AvailableTo>`
    const rest = `<Resources><Resource><UID>1</UID><Name>Ann</Name><AvailabilityPeriods><AvailabilityPeriod>${span}
<AvailableUnits>1</AvailableUnits></AvailabilityPeriod></AvailabilityPeriods></Resource></Resources>`
    const document = await read(projectXml([{ uid: 1 }], { calendars, rest }))
    expect(document.calendars[0]?.exceptions).toEqual([{ from: '2026-01-01', to: '2999-12-31', shifts: [] }])
    expect(document.resources[0]?.availability).toEqual([{ from: '2026-01-01T00:00', to: null, units: 1 }])
  })
})

describe('a duration below zero', () => {
  const manual = taskXml({ uid: 2, more: '\n<Manual>1</Manual><ManualDuration>-PT4H0M0S</ManualDuration>' })
  const xml = projectXml([{ uid: 1, duration: '-PT8H0M0S' }, manual, { uid: 3 }])

  it.each([
    ['1', '-PT8H0M0S', '<Duration>'],
    ['2', '-PT4H0M0S', '<ManualDuration>'],
  ])('of task %s is told with the field and the place of the element', async (key, text, element) => {
    const { faults } = await read(xml)
    const message = `The duration ${text} is less than nothing`
    expect(faults.find((fault) => fault.key === key)).toEqual({
      ...{ entity: 'task', key, field: 'durationMinutes', text, message },
      ...placeOfElement(xml, `${element}${text}`),
    })
  })

  it('parks its row, with the line of the task', async () => {
    const { parked } = asImported(await read(xml))
    const tasks = xml.split('\n').flatMap((text, index) => (text.includes('<Task>') ? [index + 1] : []))
    expect(parked.map(({ key, line, problem }) => [key, line, problem?.field])).toEqual([
      ['1', tasks[0], 'durationMinutes'],
      ['2', tasks[1], 'durationMinutes'],
    ])
  })
})

describe('rates', () => {
  it.each([
    ['an hour', '<StandardRate>12.5</StandardRate><StandardRateFormat>2</StandardRateFormat>', 1_250, 0, 0],
    [
      'an hour, shown by the day',
      '<StandardRate>12.5</StandardRate><StandardRateFormat>3</StandardRateFormat>',
      1_250,
      0,
      0,
    ],
    ['overtime', '<OvertimeRate>20</OvertimeRate><OvertimeRateFormat>2</OvertimeRateFormat>', 0, 2_000, 0],
    ['a use, in hundredths', '<CostPerUse>4999</CostPerUse>', 0, 0, 4_999],
    ['less than nothing', '<StandardRate>-3</StandardRate><CostPerUse>-1</CostPerUse>', 0, 0, 0],
    ['parts of a hundredth', '<StandardRate>0.125</StandardRate>', 13, 0, 0],
    ['more than anybody pays', '<StandardRate>1e15</StandardRate>', 1_000_000_000_000, 0, 0],
  ])('for %s', async (_what, elements, standardRateMinor, overtimeRateMinor, costPerUseMinor) => {
    const rest = `<Resources><Resource><UID>1</UID><Name>Ann</Name>${elements}</Resource></Resources>`
    const { resources } = await read(projectXml([{ uid: 1 }], { rest }))
    expect(resources).toMatchObject([{ standardRateMinor, overtimeRateMinor, costPerUseMinor }])
  })
})
