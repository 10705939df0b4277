import { minuteOf, textOf } from '@throughline/engine'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Drawn, drawn, isInside, overlap } from '../../test-support/drawn.ts'
import { datedTask, linkBetween, planWith, workOf } from '../../test-support/gantt-plan.ts'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import { loadFonts } from './fonts.ts'
import { layoutEndless, layoutPages } from './gantt-layout.ts'
import { GANTT_DEFAULTS, type GanttOptions, ganttPages } from './gantt-options.ts'
import type { GanttLayout } from './sheet-context.ts'
import type { Lettering } from './text-measure.ts'
import { colours, sizes } from './theme.ts'

let lettering: Lettering
beforeAll(async () => {
  lettering = (await loadFonts()).embedded
})

const start = minuteOf('2026-03-02T08:00')
const dates = fc.record({ after: fc.integer({ min: 0, max: 400_000 }), minutes: fc.integer({ min: 0, max: 90_000 }) })
const taskDraft = fc.record({
  ...{ dates: fc.option(dates, { freq: 8 }), baseline: fc.option(dates), deadline: fc.option(fc.nat(400_000)) },
  name: fc.string({ unit: 'grapheme', maxLength: 120 }),
  level: fc.nat(4),
  percentComplete: fc.nat(100),
  isCritical: fc.boolean(),
  isActive: fc.boolean(),
  isSplit: fc.boolean(),
})

const plans = fc
  .record({
    drafts: fc.array(taskDraft, { maxLength: 70 }),
    ends: fc.array(fc.tuple(fc.nat(69), fc.nat(69)), { maxLength: 60 }),
  })
  .map(({ drafts, ends }): PlanDocument => {
    const above: string[] = []
    const tasks = drafts.map((draft, index): DocumentTask => {
      const level = Math.min(draft.level, above.length)
      above.length = level
      above.push(String(index))
      return taskOf(draft, String(index), above[level - 1] ?? null)
    })
    const links = ends.flatMap(([from, to]) =>
      from !== to && tasks[from] && tasks[to] ? [linkBetween(String(from), String(to))] : [],
    )
    const work = workOf(
      'Countess of Lovelace, Ada',
      tasks.filter((_, index) => index % 2 === 0).map(({ key }) => key),
    )
    return planWith(tasks, { links, ...work, statusDate: '2026-04-01T17:00' })
  })

function taskOf(draft: Parameters<typeof drawTask>[0], key: string, parentKey: string | null): DocumentTask {
  return { ...drawTask(draft, key), parentKey }
}

function drawTask(draft: typeof taskDraft extends fc.Arbitrary<infer Draft> ? Draft : never, key: string) {
  const { dates: found, baseline, deadline, name, percentComplete, isActive } = draft
  const at = (minutes: number) => textOf(start + minutes)
  const [from, to] = found ? [at(found.after), at(found.after + found.minutes)] : ['', '']
  const task = datedTask(key, from, to, {
    ...{ name, percentComplete, isActive, durationMinutes: found?.minutes ?? 480 },
    splits: draft.isSplit && found && found.minutes > 5_000 ? [{ afterMinutes: 480, gapMinutes: 480 }] : [],
    deadline: deadline === null ? null : at(deadline),
    baselines: baseline
      ? [
          {
            number: 0,
            start: at(baseline.after),
            finish: at(baseline.after + baseline.minutes),
            durationMinutes: 0,
            workMinutes: 0,
            costMinor: 0,
          },
        ]
      : [],
  })
  return found
    ? { ...task, stored: task.stored && { ...task.stored, isCritical: draft.isCritical } }
    : { ...task, stored: null }
}

const options = fc.record({
  zoom: fc.oneof(fc.constantFrom<GanttOptions['zoom']>('fit', 'auto'), fc.integer({ min: 2, max: 60 })),
  page: fc.constantFrom(...ganttPages),
  baseline: fc.constantFrom(null, 0),
  showsLinks: fc.boolean(),
})
const layouts = fc.tuple(plans, options, fc.boolean())
const layoutOf = ([plan, given, isEndless]: [PlanDocument, Partial<GanttOptions>, boolean]) =>
  (isEndless ? layoutEndless : layoutPages)(plan, { ...GANTT_DEFAULTS, ...given }, lettering)

const sheets = (layout: GanttLayout): Drawn[][] =>
  Array.from({ length: Math.min(layout.sheetCount, 12) }, (_, index) => [...drawn(layout.sheet(index))])
const runs = { numRuns: 60 }

describe('whatever the plan', () => {
  it('everything lies on the sheet, and all but the paper within its margins', () => {
    fc.assert(
      fc.property(layouts, (given) => {
        const layout = layoutOf(given)
        const { width, height } = layout.frame
        const inner = {
          x: sizes.margin,
          y: sizes.margin,
          width: width - 2 * sizes.margin,
          height: height - 2 * sizes.margin,
        }
        for (const [paper, ...marks] of sheets(layout)) {
          expect(paper?.box).toMatchObject({ x: 0, y: 0, width, height })
          for (const mark of marks) expect(isInside(mark.box, inner), JSON.stringify(mark)).toBe(true)
        }
      }),
      runs,
    )
  })

  it('no text of the table, the axis and the legend runs into another one', () => {
    fc.assert(
      fc.property(layouts, (given) => {
        for (const marks of sheets(layoutOf(given))) {
          const texts = marks.flatMap((mark) => (mark.kind === 'text' && !mark.halo ? [mark.box] : []))
          for (const height of new Set(texts.map(({ y }) => Math.round(y)))) {
            const ordered = texts.filter(({ y }) => Math.round(y) === height).sort((a, b) => a.x - b.x)
            for (const [index, box] of ordered.entries()) {
              const before = ordered[index - 1]
              if (before) expect(box.x).toBeGreaterThanOrEqual(before.x + before.width)
            }
          }
        }
      }),
      runs,
    )
  })

  it('each bar stays in its row, and what stands beside it does not run over it', () => {
    fc.assert(
      fc.property(layouts, (given) => {
        const layout = layoutOf(given)
        const { rowsTop, rowHeight } = layout.frame
        for (const marks of sheets(layout)) {
          const bars = marks.filter(
            (mark) => mark.title !== null && mark.kind !== 'text' && mark.box.x >= layout.frame.chart.x,
          )
          for (const { box } of bars) {
            const row = Math.floor((box.y - rowsTop + 0.01) / rowHeight)
            expect(box.y + box.height).toBeLessThanOrEqual(rowsTop + (row + 1) * rowHeight + 0.01)
          }
          for (const label of marks.filter((mark) => mark.kind === 'text' && mark.halo)) {
            const own = bars.filter(
              (bar) => bar.title === label.title && Math.abs(bar.box.y - label.box.y) < rowHeight / 2,
            )
            for (const bar of own.filter(({ kind }) => kind === 'rect'))
              if (!isBaseline(bar)) expect(overlap(bar.box, label.box).width).toBeLessThanOrEqual(0.01)
          }
        }
      }),
      runs,
    )
  })
})

const isBaseline = (mark: Drawn) => mark.kind === 'rect' && mark.fill === colours.baseline

describe('a plan', () => {
  const deck = datedTask('a', '2026-03-02T00:00', '2026-03-12T00:00', { durationMinutes: 3840, percentComplete: 25 })
  const rail = datedTask('b', '2026-03-12T00:00', '2026-03-22T00:00', { durationMinutes: 3840 })
  const plan = planWith([deck, rail], { links: [linkBetween('a', 'b')] })
  const barsOf = (marks: readonly Drawn[], fill: string) =>
    marks.filter((mark) => mark.kind === 'rect' && mark.fill === fill && mark.title)

  it('has bars where the scale puts their dates, done as far as they are', () => {
    const layout = layoutPages(plan, { ...GANTT_DEFAULTS, zoom: 'fit' }, lettering)
    const marks = sheets(layout)[0] ?? []
    const { pointsPerMinute, stretches } = layout.axis
    const x = (time: string) => layout.frame.chart.x + (minuteOf(time) - (stretches[0]?.start ?? 0)) * pointsPerMinute
    const [first, second] = barsOf(marks, colours.bar)
    expect(first?.box.x).toBeCloseTo(x('2026-03-02T00:00'))
    expect(first?.box.width).toBeCloseTo(10 * 1440 * pointsPerMinute)
    expect(second?.box.x).toBeCloseTo(x('2026-03-12T00:00'))
    expect(barsOf(marks, colours.barDone)[0]?.box.width).toBeCloseTo(2.5 * 1440 * pointsPerMinute)
  })

  it('that goes on to more sheets shows each part of a bar once, with table and axis on each', () => {
    const layout = layoutPages(plan, { ...GANTT_DEFAULTS, zoom: 0.5 }, lettering)
    expect(layout.sheetCount).toBeGreaterThan(2)
    const all = sheets(layout)
    const length = all.flatMap((marks) => barsOf(marks, colours.bar)).reduce((sum, { box }) => sum + box.width, 0)
    expect(length).toBeCloseTo(20 * 1440 * layout.axis.pointsPerMinute, 0)
    for (const marks of all) {
      const said = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
      expect(said).toEqual(expect.arrayContaining(['Task a', 'Task b', 'Duration']))
      expect(said.some((text) => /Mar 2026|^\d+$|^\w+ \d+$/.test(text))).toBe(true)
    }
  })

  it('has arrows from bar to bar, and none when they are not asked for', () => {
    const arrows = (showsLinks: boolean) => {
      const layout = layoutPages(plan, { ...GANTT_DEFAULTS, showsLinks }, lettering)
      return (sheets(layout)[0] ?? []).filter(
        (mark) => mark.kind === 'shape' && mark.fill === colours.link && !mark.title,
      )
    }
    expect(arrows(true).length).toBeGreaterThan(arrows(false).length)
  })

  it('explains the signs that it uses, and no others', () => {
    const said = (document: PlanDocument) => {
      const marks = sheets(layoutPages(document, GANTT_DEFAULTS, lettering))[0] ?? []
      return marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
    }
    expect(said(plan)).toEqual(expect.arrayContaining(['Task', 'Done', 'Link', 'No work']))
    expect(said(plan)).not.toContain('Critical task')
    expect(said(plan)).not.toContain('Deadline')
    const late = { ...rail, deadline: '2026-03-20T17:00' }
    expect(said(planWith([deck, late], { statusDate: '2026-03-05T08:00' }))).toEqual(
      expect.arrayContaining(['Deadline', 'Status date']),
    )
  })

  it('that is empty is drawn as well', () => {
    const [marks] = sheets(layoutPages(planWith([]), GANTT_DEFAULTS, lettering))
    expect(marks?.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))).toContain('Footbridge')
  })

  it('of very many pages is refused', () => {
    const tasks = Array.from({ length: 2_000 }, (_, index) =>
      datedTask(String(index), '2026-03-02T08:00', '2026-12-04T17:00'),
    )
    expect(() => layoutPages(planWith(tasks), { ...GANTT_DEFAULTS, zoom: 0.2 }, lettering)).toThrow('5000 is the most')
  })
})
