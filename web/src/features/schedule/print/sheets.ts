import { drawSheet, type Printed } from './draw-sheet.ts'
import type { Layout } from './layout.ts'
import { SvgContext } from './svg-context.ts'

/** A page as a vector picture, by the same drawing that the screen shows. */
export function sheetSvg(printed: Printed, layout: Layout, page: number): SVGSVGElement {
  const context = new SvgContext(layout.width, layout.height)
  // It has what these drawings use; a method that it lacks would be noticed at once.
  drawSheet(context as unknown as CanvasRenderingContext2D, printed, layout, page)
  return context.svg
}

/** The file of a picture. */
export function svgFile(svg: SVGSVGElement): Blob {
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' })
}

/** Has the browser keep a file. */
export function saveFile(file: Blob, name: string): void {
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(file)
  anchor.download = name
  anchor.click()
  // The download has begun by then, however large it is.
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000)
}

/**
 * Prints pages, one after another and each on a sheet of its own size; browsers save the same as PDF. They stand in a frame, so
 * that nothing else of the page is printed.
 */
export async function printSheets(printed: Printed, layout: Layout): Promise<void> {
  const frame = document.createElement('iframe')
  frame.title = printed.title
  frame.style.cssText = 'position:fixed;inset:auto 100% 100% auto;width:1px;height:1px;border:0'
  document.body.append(frame)
  const { contentDocument: page, contentWindow: view } = frame
  if (!page || !view) throw new Error('The browser gives no frame to print from')
  page.title = printed.title
  const style = new (view as Window & typeof globalThis).CSSStyleSheet()
  await style.replace(
    `@page { size: ${layout.width}px ${layout.height}px; margin: 0 } body { margin: 0 } svg { display: block; break-after: page } svg:last-child { break-after: auto }`,
  )
  page.adoptedStyleSheets = [style]
  for (let at = 0; at < layout.sheets.length; at++) page.body.append(page.adoptNode(sheetSvg(printed, layout, at)))
  view.addEventListener('afterprint', () => frame.remove())
  view.focus()
  view.print()
}
