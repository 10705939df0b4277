const widths = new Map<string, number>()

/** How wide a text is; `font` is that of the context. Measured once. */
export function textWidth(context: CanvasRenderingContext2D, text: string, font: string): number {
  const key = `${font}\n${text}`
  let width = widths.get(key)
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear()
    width = context.measureText(text).width
    widths.set(key, width)
  }
  return width
}
