import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { datedTask, linkBetween, planWith } from '../../test-support/gantt-plan.ts'
import type { PlanDocument } from '../plan-document.ts'
import { GANTT_DEFAULTS } from './gantt-options.ts'
import { writeGanttSvg } from './write-gantt-svg.ts'

interface Found {
  elements: { name: string; attributes: Record<string, string> }[]
  texts: Record<string, string[]>
}

/** Throws when it is no well-formed XML. */
function parse(text: string): Found {
  const found: Found = { elements: [], texts: {} }
  const open: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    found.elements.push({ name, attributes })
    open.push(name)
  })
  parser.on('text', (said) => {
    const name = open.at(-1) ?? ''
    if (said.trim()) found.texts[name] = [...(found.texts[name] ?? []), said]
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return found
}

async function drawn(plan: PlanDocument, options = {}): Promise<string> {
  let text = ''
  for await (const piece of writeGanttSvg(plan, { ...GANTT_DEFAULTS, ...options })) text += piece
  return text
}

const deck = datedTask('a', '2026-03-02T08:00', '2026-03-12T17:00', { name: 'Deck', durationMinutes: 4320 })
const rail = datedTask('b', '2026-03-13T08:00', '2026-03-20T17:00', { name: 'Rail', durationMinutes: 2880 })

describe('a drawing', () => {
  it('is SVG with titles for the whole and for each bar', async () => {
    const { elements, texts } = parse(await drawn(planWith([deck, rail], { links: [linkBetween('a', 'b')] })))
    expect(elements[0]?.name).toBe('svg')
    expect(elements[0]?.attributes.xmlns).toBe('http://www.w3.org/2000/svg')
    expect(texts.title).toEqual([
      'Footbridge',
      'Deck: 2 Mar 2026 08:00 – 12 Mar 2026 17:00, 9 d',
      'Rail: 13 Mar 2026 08:00 – 20 Mar 2026 17:00, 6 d',
    ])
    expect(texts.text).toEqual(expect.arrayContaining(['Deck', '1', '9 d', '2 Mar 2026', '12 Mar 2026', 'Link']))
  })

  it('needs nothing beside it, and holds nothing that a strict page would refuse', async () => {
    const { elements } = parse(await drawn(planWith([deck])))
    expect(elements.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['style']))
    for (const { name, attributes } of elements) {
      expect(['svg', 'g', 'title', 'desc', 'rect', 'path', 'text', 'clipPath']).toContain(name)
      for (const [key, value] of Object.entries(attributes)) {
        expect(key).not.toMatch(/^(on|style|href|xlink)/)
        if (key !== 'xmlns') expect(value).not.toMatch(/url\((?!#)|:\/\//)
      }
    }
  })

  it('shows names as text whatever stands in them', async () => {
    const name = '</text><script>alert("1")</script>&amp; \u0000\u0007\ud800 試 '
    const text = await drawn(planWith([{ ...deck, name }], { name }))
    const { elements, texts } = parse(text)
    expect(elements.map((element) => element.name)).not.toContain('script')
    expect(texts.title?.[1]).toContain('<script>alert("1")</script>&amp;')
    expect(texts.title?.[0]).toContain('試')
  })

  it('says a name in full where it cuts it', async () => {
    const name = 'Lay the paving stones of the northern approach and of the stairs down to the river promenade '.repeat(
      3,
    )
    const { texts } = parse(await drawn(planWith([{ ...deck, name }])))
    const shown = texts.text?.find((text) => text.startsWith('Lay the'))
    expect(shown).toMatch(/…$/)
    expect(shown?.length).toBeLessThan(name.length)
    expect(texts.title).toContain(name.trim())
  })

  it('comes in pieces, ten thousand rows within seconds', async () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) =>
      datedTask(String(index), '2026-03-02T08:00', `2026-03-${10 + (index % 20)}T17:00`),
    )
    const began = performance.now()
    let [pieces, longest] = [0, 0]
    for await (const piece of writeGanttSvg(planWith(tasks), GANTT_DEFAULTS)) {
      pieces += 1
      longest = Math.max(longest, piece.length)
    }
    expect(pieces).toBeGreaterThan(50)
    expect(longest).toBeLessThan(100_000)
    // Two seconds on a quiet machine.
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
