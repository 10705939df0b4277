import { bracket, deadlineMark, diamond } from './draw-bars.ts'
import type { LegendKind } from './legend.ts'
import { arrowHead } from './link-path.ts'
import { at, line, type Mark, rect, shape } from './marks.ts'
import type { SheetContext } from './sheet-context.ts'
import { middleOf, texts } from './text-mark.ts'
import { colours, sizes } from './theme.ts'

const sample = 16
const gap = 4
const between = 12

/** Below the rows. What has no room is left out. */
export function* drawLegend({ legend, frame, measure }: SheetContext, top: number): Generator<Mark> {
  const y = top + sizes.legendHeight / 2 + 2
  const end = frame.width - sizes.margin
  let x = frame.table.x
  for (const { kind, label } of legend) {
    const width = sample + gap + measure(label, sizes.small, false)
    if (x + width > end) return
    yield* samples[kind](x, y)
    const place = { x: x + sample + gap, y: y + middleOf(sizes.small), room: width, size: sizes.small }
    yield* texts(label, { ...place, fill: colours.soft }, measure)
    x += width + between
  }
}

const bar = (x: number, y: number, fill: string): Mark =>
  rect(x, y - sizes.bar / 2, sample, sizes.bar, fill, { radius: 1.5 })

const samples: Record<LegendKind, (x: number, y: number) => Mark[]> = {
  task: (x, y) => [bar(x, y, colours.bar)],
  critical: (x, y) => [bar(x, y, colours.critical)],
  done: (x, y) => [bar(x, y, colours.bar), rect(x, y - 1.2, sample * 0.6, 2.4, colours.barDone)],
  inactive: (x, y) => [bar(x, y, colours.inactive)],
  interrupted: (x, y) => [
    line([at(x, y), at(x + sample, y)], colours.bar, 0.8, { dash: [1.2, 1.2] }),
    rect(x, y - sizes.bar / 2, 5, sizes.bar, colours.bar, { radius: 1.5 }),
    rect(x + sample - 5, y - sizes.bar / 2, 5, sizes.bar, colours.bar, { radius: 1.5 }),
  ],
  summary: (x, y) => [bracket({ left: x, right: x + sample }, y)],
  milestone: (x, y) => [diamond(x + sample / 2, y, sizes.diamond, colours.milestone)],
  baseline: (x, y) => [rect(x, y - sizes.baselineBar / 2, sample, sizes.baselineBar, colours.baseline)],
  deadline: (x, y) => [deadlineMark(x + sample / 2, y, false)],
  link: (x, y) => {
    const path = [at(x, y), at(x + sample, y)]
    return [line(path, colours.link, 0.7), shape(arrowHead(path), colours.link)]
  },
  dayOff: (x, y) => [rect(x, y - sizes.bar / 2, sample, sizes.bar, colours.dayOff, { stroke: colours.grid })],
  status: (x, y) => {
    const middle = x + sample / 2
    return [line([at(middle, y - 5), at(middle, y + 5)], colours.status, 0.9, { dash: [3, 2] })]
  },
}
