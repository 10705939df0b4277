import { describe, expect, it } from 'vitest'
import { withoutPlaces } from '../../test-support/any-document.ts'
import { bytesOf } from '../../test-support/bytes.ts'
import { foreignPlan } from '../../test-support/foreign-plan.ts'
import { linkXml, projectXml } from '../../test-support/mspdi.ts'
import { unsaid, xmlTree } from '../../test-support/xml-tree.ts'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import { readMspdi } from './read-mspdi.ts'
import { writeMspdi } from './write-mspdi.ts'

const read = (xml: string): Promise<PlanDocument> => readMspdi(bytesOf(xml, 4096))
const written = (document: PlanDocument): string => [...writeMspdi(document)].join('')

/** Rows are numbered by where they stand. */
const COMPUTED = /\/(ID|OutlineNumber|OutlineLevel|Summary) = /

async function lost(xml: string): Promise<string[]> {
  return unsaid(xmlTree(xml), xmlTree(written(await read(xml)))).filter((each) => !COMPUTED.test(each))
}

function edited(document: PlanDocument, key: string, values: Partial<DocumentTask>): PlanDocument {
  return { ...document, tasks: document.tasks.map((task) => (task.key === key ? { ...task, ...values } : task)) }
}

describe('a file that is read and written', () => {
  it.each(['<HonorConstraints>0</HonorConstraints>', '<HonorConstraints>1</HonorConstraints>', ''])(
    'says all that it said, %s',
    async (honors) => {
      expect(await lost(foreignPlan(honors))).toEqual([])
      expect(await lost(foreignPlan(`${honors}<WBSMasks><VerifyUniqueCodes>1</VerifyUniqueCodes></WBSMasks>`))).toEqual(
        [],
      )
    },
  )

  it('means the same, however often', async () => {
    const document = await read(foreignPlan())
    const again = await read(written(document))
    expect(withoutPlaces(again)).toEqual(withoutPlaces(document))
    expect(again.warnings.length).toBe(document.warnings.length)
    expect(written(again)).toBe(written(document))
  })

  it('means the same when it is only asked for what is modelled', async () => {
    const bare = await readMspdi(bytesOf(foreignPlan()), { keepsExtra: false })
    const withoutExtra = <T>(rows: readonly T[]) => rows.map((row) => ({ ...row, extra: null }))
    const { tasks, links, calendars, resources, assignments, ...head } = await read(foreignPlan())
    expect(bare).toEqual({
      ...head,
      tasks: withoutExtra(tasks),
      links: withoutExtra(links),
      calendars: withoutExtra(calendars),
      resources: withoutExtra(resources),
      assignments: withoutExtra(assignments),
      extra: null,
    })
  })

  it('keeps rows that are no tasks where they stood', async () => {
    const tree = xmlTree(written(await read(foreignPlan())))
    const tasks = tree.children.find(({ name }) => name === 'Tasks')?.children ?? []
    const textsOf = (element: string) =>
      tasks.map(({ children }) => children.find(({ name }) => name === element)?.text)
    expect(textsOf('UID')).toEqual(['0', '50', '1', '2', '51', '3', '4'])
    expect(textsOf('ID')).toEqual(['0', '1', '2', '3', '4', '5', '6'])
  })
})

describe('what has been changed since', () => {
  it('is written as it is, and what a file said besides stays', async () => {
    const document = await read(foreignPlan())
    const changed = edited(document, '2', {
      durationMinutes: 600,
      notes: 'New',
      calendarKey: '2',
      levelingDelayMinutes: 5,
    })
    const again = await read(written(changed))
    expect(withoutPlaces(again).tasks[1]).toMatchObject({
      durationMinutes: 600,
      notes: 'New',
      calendarKey: '2',
      levelingDelayMinutes: 5,
    })
    expect(written(changed)).toContain('<Mood>good</Mood>')
    expect(written(changed)).not.toContain('PT15H59M40S')
  })

  it('takes what hangs together with it along', async () => {
    const document = await read(foreignPlan())
    const links = document.links.map((link) => ({ ...link, lagMinutes: -10 }))
    const assignments = document.assignments.map((assignment) => ({ ...assignment, delayMinutes: 7 }))
    const resources = document.resources.map((resource) => ({ ...resource, standardRateMinor: 2_000 }))
    const again = await read(written({ ...document, links, assignments, resources }))
    expect(again.links.map(({ lagMinutes, lagUnit }) => [lagMinutes, lagUnit])).toEqual(
      document.links.map(({ lagUnit }) => [-10, lagUnit]),
    )
    expect(again.assignments.map(({ delayMinutes }) => delayMinutes)).toEqual([7, 7])
    expect(again.resources[0]?.standardRateMinor).toBe(2_000)
    expect(written({ ...document, resources })).not.toContain('<Rates>')
  })

  it('leaves no work where the task no longer is', async () => {
    const document = await read(foreignPlan())
    const [, dig] = document.tasks
    const moved = { ...dig?.stored, start: '2026-04-01T08:00', finish: '2026-04-06T17:00' } as DocumentTask['stored']
    const progress = null
    const xml = written(edited(document, '2', { stored: moved, progress, percentComplete: 0 }))
    const works = [...xml.matchAll(/<TimephasedData><Type>(\d+)<\/Type>.*?<Start>(.*?)<\/Start>/g)]
    expect(works.map(([, type, start]) => [type, start?.slice(0, 7)])).toEqual([
      ['1', '2026-04'],
      ['1', '2026-04'],
      ['1', '2026-04'],
      // Of a baseline, which has not moved.
      ['4', '2026-03'],
    ])
    expect((await read(xml)).tasks[1]?.splits).toEqual(dig?.splits)
    expect(xml).not.toContain('<Stop>')
  })

  it('replaces an assignment that a file has in two parts', async () => {
    const document = await read(foreignPlan())
    expect(document.assignments[1]).toMatchObject({ units: 1.5, workMinutes: 360 })
    const assignments = document.assignments.map((assignment) => ({ ...assignment, workMinutes: 60 }))
    const again = await read(written({ ...document, assignments }))
    expect(again.assignments.map(({ units, workMinutes }) => [units, workMinutes])).toEqual([
      [1, 60],
      [1.5, 60],
    ])
  })

  it('may be the flag that some write upside down', async () => {
    for (const honors of ['0', '1']) {
      const document = await read(foreignPlan(`<HonorConstraints>${honors}</HonorConstraints>`))
      const options = { ...document.options, honorsConstraints: !document.options.honorsConstraints }
      expect((await read(written({ ...document, options }))).options).toEqual(options)
    }
  })
})

it('a file of another format gives nothing that is not modelled', async () => {
  const document = await read(projectXml([{ uid: 1 }, { uid: 2, more: linkXml(1) }]))
  const extra = { format: 'xer', nodes: [['task_code', 'A1000']] } as const
  const tasks = document.tasks.map((task) => ({ ...task, extra }))
  expect(written({ ...document, tasks, extra })).not.toContain('A1000')
})
