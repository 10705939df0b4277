import {
  changeSetInput,
  enginePlanOf,
  maximumOperations,
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newProjectFields,
  newResourceFields,
  newTaskFields,
} from '@throughline/contract'
import { findCycle, minuteOf, type Plan, schedule, textOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { flattenSeedTasks, parseSeedAssignment, parseSeedLink, type SeedPlan } from './seed-plan.ts'
import { seedPlans } from './seed-plans.ts'
import { startsAtOf, toOperations } from './to-operations.ts'

const today = '2026-03-11'

/** A UUID for each key, the same for the same key. */
function createIds() {
  const ids = new Map<string, string>()
  const idOf = (key: string) => {
    const id = ids.get(key) ?? `00000000-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`
    ids.set(key, id)
    return id
  }
  return { ids, idOf }
}

type Created<Entity> = Extract<ReturnType<typeof toOperations>[number], { op: 'create'; entity: Entity }>

function operationsOf(plan: SeedPlan, date = today) {
  const { ids, idOf } = createIds()
  const operations = toOperations(plan, idOf, date)
  const created = <Entity extends string>(entity: Entity) =>
    operations.filter((each): each is Created<Entity> => each.op === 'create' && each.entity === entity)
  return { ids, idOf, operations, created }
}

/** The rows that the operations make, as far as the engine reads them. */
function planOf(plan: SeedPlan, date = today): Plan {
  const { idOf, created } = operationsOf(plan, date)
  const rows = <Values, Row>(
    list: readonly { id?: string | undefined; values: Values }[],
    fill: (values: Values) => Row,
  ) => list.map(({ id = '', values }) => ({ id, ...fill(values) }))
  const calendarId = idOf(`calendar/${plan.calendars[0].key}`)
  return enginePlanOf({
    project: { ...newProjectFields(plan), startsAt: startsAtOf(plan, date), calendarId },
    calendars: rows(created('calendar'), newCalendarFields),
    tasks: rows(created('task'), (values) => ({ parentId: values.parentId ?? null, ...newTaskFields(values) })),
    links: rows(created('link'), newLinkFields),
    resources: rows(created('resource'), newResourceFields),
    assignments: rows(created('assignment'), newAssignmentFields),
  })
}

const unique = <Item>(items: readonly Item[]) => new Set(items).size === items.length

describe.each(seedPlans.map((plan) => [plan.key, plan] as const))('seed plan %s', (_, plan) => {
  const tasks = flattenSeedTasks(plan.tasks).map((entry) => entry.task)

  it('has 40 to 120 tasks, and keys are unique', () => {
    expect(tasks.length).toBeGreaterThanOrEqual(40)
    expect(tasks.length).toBeLessThanOrEqual(120)
    expect(unique(tasks.map((task) => task.key))).toBe(true)
    expect(unique(plan.resources.map((resource) => resource.key))).toBe(true)
  })

  it('refers only to what is there', () => {
    const taskKeys = new Set(tasks.map((task) => task.key))
    const resourceKeys = new Set(plan.resources.map((resource) => resource.key))
    const calendarKeys = new Set(plan.calendars.map((calendar) => calendar.key))
    for (const task of tasks) {
      for (const link of task.after ?? []) expect(taskKeys).toContain(parseSeedLink(link).predecessor)
      for (const who of task.who ?? []) expect(resourceKeys).toContain(parseSeedAssignment(who).resource)
      if (task.calendar) expect(calendarKeys).toContain(task.calendar)
    }
    for (const { calendar } of plan.resources) if (calendar) expect(calendarKeys).toContain(calendar)
  })

  it('is one valid change set that sets the project calendar', () => {
    const { idOf, operations, ids } = operationsOf(plan)
    expect(() => changeSetInput.parse({ operations })).not.toThrow()
    expect(operations.length).toBeLessThanOrEqual(maximumOperations)
    expect(operations).toContainEqual({
      op: 'update',
      entity: 'project',
      id: idOf('project'),
      patch: { calendarId: idOf(`calendar/${plan.calendars[0].key}`) },
    })
    expect(ids.size).toBe(operations.length)
  })

  it('uses all four kinds of link, leads and lags, constraints, holidays and progress', () => {
    const links = tasks.flatMap((task) => (task.after ?? []).map(parseSeedLink))
    expect(new Set(links.map((link) => link.type))).toEqual(new Set(['FS', 'SS', 'FF', 'SF']))
    expect(links.some((link) => link.lagMinutes > 0)).toBe(true)
    expect(links.some((link) => link.lagMinutes < 0)).toBe(true)
    expect(tasks.some((task) => task.notBeforeDay !== undefined)).toBe(true)
    expect(plan.calendars.some((calendar) => calendar.holidays?.length)).toBe(true)
    expect(tasks.some((task) => task.percentComplete === 100)).toBe(true)
    expect(tasks.some((task) => task.who?.length)).toBe(true)
  })

  it.each(['2026-12-28', '2027-02-28', '2028-08-04'])('starts on a Monday before %s and ends after it', (date) => {
    const result = schedule(planOf(plan, date))
    expect(new Date(`${startsAtOf(plan, date)}:00Z`).getUTCDay()).toBe(1)
    expect(textOf(result.start) < `${date}T00:00`).toBe(true)
    expect(textOf(result.finish) > `${date}T23:59`).toBe(true)
  })

  it('has no cycle and a critical path', () => {
    const enginePlan = planOf(plan)
    expect(findCycle(enginePlan.tasks, enginePlan.links)).toBeNull()
    const result = schedule(enginePlan)
    const work = result.tasks.filter((task) => !task.isSummary)
    expect(work.filter((task) => task.isCritical).length).toBeGreaterThan(4)
    expect(work.some((task) => task.totalFloat > 0)).toBe(true)
  })

  it('reports progress that fits the dates', () => {
    const { idOf } = operationsOf(plan)
    const computed = new Map(schedule(planOf(plan)).tasks.map((task) => [task.id, task]))
    const noon = minuteOf(`${today}T12:00`)
    const wrong = tasks.flatMap((task) => {
      const dates = computed.get(idOf(`task/${task.key}`))
      if (!dates || task.children) return []
      const done = task.percentComplete ?? 0
      const tooMuch = done > 0 && dates.earlyStart > noon
      const tooLittle = done < 100 && dates.earlyFinish < noon - 4 * 1_440
      return tooMuch || tooLittle
        ? [`${task.key} ${done} % ${textOf(dates.earlyStart)} to ${textOf(dates.earlyFinish)}`]
        : []
    })
    expect(wrong).toEqual([])
  })
})

describe('links and assignments of seed plans', () => {
  it.each([
    ['design', { predecessor: 'design', type: 'FS', lagMinutes: 0 }],
    ['design SS', { predecessor: 'design', type: 'SS', lagMinutes: 0 }],
    ['sign-on FF+2d', { predecessor: 'sign-on', type: 'FF', lagMinutes: 960 }],
    ['design FS-0.5d', { predecessor: 'design', type: 'FS', lagMinutes: -240 }],
  ])('reads the link %s', (text, link) => {
    expect(parseSeedLink(text)).toEqual(link)
  })

  it('reads assignments', () => {
    expect(parseSeedAssignment('builder')).toEqual({ resource: 'builder', units: 1 })
    expect(parseSeedAssignment('builder 250%')).toEqual({ resource: 'builder', units: 2.5 })
  })

  it('refuses what it cannot read', () => {
    expect(() => parseSeedLink('design XX')).toThrow(RangeError)
    expect(() => parseSeedAssignment('builder half')).toThrow(RangeError)
  })
})
