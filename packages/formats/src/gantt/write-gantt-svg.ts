import type { PlanDocument } from '../plan-document.ts'
import { loadFonts } from './fonts.ts'
import { layoutEndless } from './gantt-layout.ts'
import type { GanttOptions } from './gantt-options.ts'
import type { Box, GroupMark, LineMark, Mark, Point, RectMark, ShapeMark, TextMark } from './marks.ts'
import { roundedCorners } from './rounded-path.ts'

/** Pixels of a screen for each point. */
const scale = 1.5
const pieceLength = 65_536
const family =
  'Inter, &quot;Segoe UI&quot;, system-ui, &quot;Helvetica Neue&quot;, &quot;Liberation Sans&quot;, Arial, sans-serif'

/**
 * A plan as one drawing: a file of SVG in pieces of text, that needs nothing beside it and holds no style sheets, which
 * pages that show it may forbid. Throws GanttError when it would be too large.
 */
export async function* writeGanttSvg(document: PlanDocument, options: GanttOptions): AsyncGenerator<string> {
  const { viewers } = await loadFonts()
  const layout = layoutEndless(document, options, viewers)
  const { width, height } = layout.frame
  let piece = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${round(width * scale)}" height="${round(height * scale)}" viewBox="0 0 ${round(width)} ${round(height)}" role="graphics-document" aria-labelledby="t d" font-family="${family}">
<title id="t">${escaped(layout.title)}</title>
<desc id="d">${escaped(`Gantt chart. ${layout.lines.join('. ')}`)}</desc>
`
  const clips = { count: 0 }
  for (const mark of layout.sheet(0)) {
    for (const text of write(mark, clips)) {
      piece += text
      if (piece.length < pieceLength) continue
      yield piece
      piece = ''
    }
  }
  yield `${piece}</svg>\n`
}

interface Clips {
  count: number
}

function* write(mark: Mark, clips: Clips): Generator<string> {
  if (mark.kind === 'group') yield* writeGroup(mark, clips)
  else yield `${writers[mark.kind](mark as never)}\n`
}

function* writeGroup({ title, clip, marks }: GroupMark, clips: Clips): Generator<string> {
  if (clip === undefined) yield '<g>'
  else yield `${clipPath(clip, ++clips.count)}<g clip-path="url(#c${clips.count})">\n`
  if (title !== undefined) yield `<title>${escaped(title)}</title>`
  for (const mark of marks) yield* write(mark, clips)
  yield '</g>\n'
}

const clipPath = ({ x, y, width, height }: Box, number: number): string =>
  `<clipPath id="c${number}"><rect ${boxOf(x, y, width, height)}/></clipPath>`

const writers = {
  rect({ x, y, width, height, fill, stroke, radius }: RectMark): string {
    const more = `${stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="0.5"`}${radius === undefined ? '' : ` rx="${round(radius)}"`}`
    return `<rect ${boxOf(x, y, width, height)} fill="${fill}"${more}/>`
  },
  shape: ({ points, fill }: ShapeMark): string => `<path d="${straight(points)}Z" fill="${fill}"/>`,
  line({ points, stroke, width, dash, radius }: LineMark): string {
    const path = radius === undefined ? straight(points) : rounded(points, radius)
    const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash.join(' ')}"`
    return `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${width}"${dashes}/>`
  },
  text({ x, y, text, size, fill, isBold, anchor, halo }: TextMark): string {
    const more = [
      isBold ? ' font-weight="600"' : '',
      anchor === 'start' ? '' : ` text-anchor="${anchor}"`,
      halo ? ' stroke="#fff" stroke-width="2" stroke-linejoin="round" paint-order="stroke"' : '',
    ]
    return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${more.join('')}>${escaped(text)}</text>`
  },
}

const boxOf = (x: number, y: number, width: number, height: number): string =>
  `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`

const pair = ({ x, y }: Point): string => `${round(x)} ${round(y)}`

const straight = (points: readonly Point[]): string => `M${points.map(pair).join('L')}`

function rounded(points: readonly Point[], radius: number): string {
  const [start, end] = [points[0], points.at(-1)]
  if (!start || !end) return ''
  const corners = roundedCorners(points, radius)
  const bends = corners.map(({ before, corner, after }) => `L${pair(before)}Q${pair(corner)} ${pair(after)}`)
  return `M${pair(start)}${bends.join('')}L${pair(end)}`
}

const round = (value: number): number => Math.round(value * 100) / 100

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Without what XML cannot hold. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
