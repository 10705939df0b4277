import { describe, expect, it } from 'vitest'
import { datedTask, linkBetween, planWith, workOf } from '../../test-support/gantt-plan.ts'
import { charactersOf, readPdf } from '../../test-support/pdf.ts'
import type { PlanDocument } from '../plan-document.ts'
import { GANTT_DEFAULTS, type GanttOptions } from './gantt-options.ts'
import { writeGanttPdf } from './write-gantt-pdf.ts'

async function printed(plan: PlanDocument, options: Partial<GanttOptions> = {}) {
  const pieces: Uint8Array[] = []
  for await (const piece of writeGanttPdf(plan, { ...GANTT_DEFAULTS, ...options })) pieces.push(piece)
  return readPdf(Buffer.concat(pieces))
}

const taskOf = (index: number, name = `Task ${index}`) =>
  datedTask(String(index), '2026-03-02T08:00', `2026-04-${10 + (index % 20)}T17:00`, {
    ...{ name, durationMinutes: 9_600, percentComplete: index % 100 },
    deadline: index % 9 === 0 ? '2026-04-20T17:00' : null,
    splits: index % 7 === 0 ? [{ afterMinutes: 480, gapMinutes: 960 }] : [],
  })
const tasks = Array.from({ length: 70 }, (_, index) => taskOf(index))
const plan = planWith(tasks, { links: [linkBetween('1', '60'), linkBetween('2', '3', 'SS')], ...workOf('Ada', ['4']) })

describe('a printed plan', () => {
  it('opens, has as many pages as its rows need, and says what it is', async () => {
    const file = await printed(plan)
    expect(file.pageCount).toBe(3)
    expect(file.pageSize).toEqual([0, 0, 841.89, 595.28])
    const all = [...file.objects.values()].join('\n')
    expect(all).toMatch(/\(Footbridge\)/)
    expect(all).toMatch(/\/Lang \(en\)/)
  })

  it.each([
    ['a3', [0, 0, 1190.55, 841.89], 2],
    ['letter', [0, 0, 792, 612], 3],
  ] as const)('fits on %s', async (page, size, pages) => {
    const file = await printed(plan, { page })
    expect([file.pageSize, file.pageCount]).toEqual([size, pages])
  })

  it('goes on to pages beside each other in a larger scale', async () => {
    expect((await printed(plan, { zoom: 2 })).pageCount).toBe(6)
  })

  it('brings its own letters, for names in Cyrillic, Greek and Vietnamese', async () => {
    const names = ['Проектирование', 'Σχεδιασμός', 'Thử nghiệm', '試運転']
    const file = await printed(planWith(names.map((name, index) => taskOf(index, name))))
    const characters = charactersOf(file)
    for (const letter of 'Проектирование Σχεδιασμός Thử nghiệm □'.replaceAll(' ', ''))
      expect(characters).toContain(letter)
    expect(characters).not.toContain('試')
    expect([...file.objects.values()].filter((object) => object.includes('/FontFile2'))).toHaveLength(2)
  })

  it('comes a page at a time', async () => {
    const many = planWith(Array.from({ length: 600 }, (_, index) => taskOf(index)))
    const sizes: number[] = []
    for await (const piece of writeGanttPdf(many, GANTT_DEFAULTS)) sizes.push(piece.length)
    expect(sizes.length).toBeGreaterThan(20)
    expect(Math.max(...sizes)).toBeLessThan(60_000)
  })

  it('has a page without tasks', async () => {
    expect((await printed(planWith([]))).pageCount).toBe(1)
  })
})
