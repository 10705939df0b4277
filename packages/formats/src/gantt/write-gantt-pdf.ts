import type { PlanDocument } from '../plan-document.ts'
import { type Fonts, loadFonts } from './fonts.ts'
import { layoutPages } from './gantt-layout.ts'
import type { GanttOptions } from './gantt-options.ts'
import type { Box, GroupMark, LineMark, Mark, Point, RectMark, ShapeMark, TextMark } from './marks.ts'
import { roundedCorners } from './rounded-path.ts'

type Pdf = PDFKit.PDFDocument

/**
 * A plan as pages to print: a file of PDF in pieces of bytes, a page at a time, so that a large one takes no more memory
 * than a small one. Throws GanttError when it would take more pages than anyone would print.
 */
export async function* writeGanttPdf(document: PlanDocument, options: GanttOptions): AsyncGenerator<Uint8Array> {
  const [fonts, { default: PDFDocument }] = await Promise.all([loadFonts(), import('pdfkit')])
  const layout = layoutPages(document, options, fonts.embedded)
  const { width, height } = layout.frame
  const pdf = new PDFDocument({
    ...{ size: [width, height], margin: 0, autoFirstPage: false, font: fonts.regular },
    ...{ lang: 'en', displayTitle: true, pdfVersion: '1.7' },
    info: { Title: layout.title, Subject: layout.lines.join(' · '), Creator: 'Throughline', Producer: 'Throughline' },
  })
  const failure: { error?: unknown } = {}
  pdf.on('error', (error: unknown) => {
    failure.error = error
  })
  for (let index = 0; index < layout.sheetCount; index += 1) {
    pdf.addPage()
    for (const mark of layout.sheet(index)) draw(pdf, fonts, mark)
    yield* waiting(pdf)
  }
  pdf.end()
  yield* waiting(pdf)
  if (failure.error !== undefined) throw failure.error
}

/** What has been written and not been taken. */
function* waiting(pdf: Pdf): Generator<Uint8Array> {
  for (let bytes = pdf.read() as Uint8Array | null; bytes !== null; bytes = pdf.read() as Uint8Array | null) yield bytes
}

function draw(pdf: Pdf, fonts: Fonts, mark: Mark): void {
  if (mark.kind === 'group') drawGroup(pdf, fonts, mark)
  else if (mark.kind === 'rect') drawRect(pdf, mark)
  else if (mark.kind === 'shape') drawShape(pdf, mark)
  else if (mark.kind === 'line') drawLine(pdf, mark)
  else drawText(pdf, fonts, mark)
}

function drawGroup(pdf: Pdf, fonts: Fonts, { clip, marks }: GroupMark): void {
  if (clip !== undefined) clipTo(pdf.save(), clip)
  for (const mark of marks) draw(pdf, fonts, mark)
  if (clip !== undefined) pdf.restore()
}

const clipTo = (pdf: Pdf, { x, y, width, height }: Box): Pdf => pdf.rect(x, y, width, height).clip()

function drawRect(pdf: Pdf, { x, y, width, height, fill, stroke, radius }: RectMark): void {
  if (radius === undefined) pdf.rect(x, y, width, height)
  else pdf.roundedRect(x, y, width, height, radius)
  if (stroke === undefined) pdf.fill(fill)
  else pdf.lineWidth(0.5).fillAndStroke(fill, stroke)
}

function drawShape(pdf: Pdf, { points, fill }: ShapeMark): void {
  pdf.polygon(...points.map(({ x, y }) => [x, y])).fill(fill)
}

function drawLine(pdf: Pdf, { points, stroke, width, dash, radius }: LineMark): void {
  trace(pdf, points, radius ?? 0)
  pdf.lineWidth(width)
  if (dash === undefined) pdf.stroke(stroke)
  else
    pdf
      .dash(dash[0] ?? 1, { space: dash[1] ?? 1 })
      .stroke(stroke)
      .undash()
}

function trace(pdf: Pdf, points: readonly Point[], radius: number): void {
  const [start, end] = [points[0], points.at(-1)]
  if (!start || !end) return
  pdf.moveTo(start.x, start.y)
  for (const { before, corner, after } of roundedCorners(points, radius)) {
    pdf.lineTo(before.x, before.y)
    if (radius > 0) pdf.quadraticCurveTo(corner.x, corner.y, after.x, after.y)
  }
  pdf.lineTo(end.x, end.y)
}

const starts: Record<TextMark['anchor'], number> = { start: 0, middle: 0.5, end: 1 }

function drawText(pdf: Pdf, fonts: Fonts, { x, y, text, size, width, fill, isBold, anchor, halo }: TextMark): void {
  pdf.font(isBold ? fonts.bold : fonts.regular, size)
  const left = x - width * starts[anchor]
  const place = { lineBreak: false, baseline: 'alphabetic' } as const
  if (halo)
    pdf
      .lineWidth(2)
      .lineJoin('round')
      .strokeColor('#ffffff')
      .text(text, left, y, { ...place, fill: false, stroke: true })
  pdf.fillColor(fill).text(text, left, y, place)
}
