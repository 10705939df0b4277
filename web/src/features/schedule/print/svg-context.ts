/** What the drawings of the chart and of its pages use of a canvas. */
type Used = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'save'
  | 'restore'
  | 'translate'
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'arcTo'
  | 'rect'
  | 'roundRect'
  | 'fill'
  | 'stroke'
  | 'clip'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'strokeText'
  | 'measureText'
  | 'setLineDash'
>

interface State {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  globalAlpha: number
  font: string
  textAlign: CanvasTextAlign
  textBaseline: CanvasTextBaseline
  dash: readonly number[]
  x: number
  y: number
  /** What is drawn goes into this element. */
  target: SVGElement
}

const svgNamespace = 'http://www.w3.org/2000/svg'
const anchors: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' }
const baselines: Partial<Record<CanvasTextBaseline, string>> = {
  middle: 'central',
  top: 'hanging',
  bottom: 'text-after-edge',
}
const round = (value: number): string => String(Math.round(value * 100) / 100)

/**
 * Takes the drawing of a canvas and makes an SVG of it: as many of its methods as we use, so that what is printed is drawn by
 * the same code as what is shown. Appearance is said by attributes, as a strict content security policy has no inline styles.
 */
export class SvgContext implements Used {
  readonly svg: SVGSVGElement
  private state: State
  private readonly stack: State[] = []
  private path: string[] = []
  private readonly ruler = document.createElement('canvas').getContext('2d')
  private clips = 0

  constructor(width: number, height: number) {
    this.svg = document.createElementNS(svgNamespace, 'svg')
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
      this.svg.setAttribute(name, String(value))
    }
    this.state = {
      ...{ fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, font: '10px sans-serif' },
      ...{ textAlign: 'start', textBaseline: 'alphabetic', dash: [], x: 0, y: 0, target: this.svg },
    }
  }

  get fillStyle() {
    return this.state.fillStyle
  }
  set fillStyle(value: CanvasFillStrokeStyles['fillStyle']) {
    this.state.fillStyle = String(value)
  }
  get strokeStyle() {
    return this.state.strokeStyle
  }
  set strokeStyle(value: CanvasFillStrokeStyles['strokeStyle']) {
    this.state.strokeStyle = String(value)
  }
  get lineWidth() {
    return this.state.lineWidth
  }
  set lineWidth(value) {
    this.state.lineWidth = value
  }
  get globalAlpha() {
    return this.state.globalAlpha
  }
  set globalAlpha(value) {
    this.state.globalAlpha = value
  }
  get font() {
    return this.state.font
  }
  set font(value) {
    this.state.font = value
  }
  get textAlign() {
    return this.state.textAlign
  }
  set textAlign(value) {
    this.state.textAlign = value
  }
  get textBaseline() {
    return this.state.textBaseline
  }
  set textBaseline(value) {
    this.state.textBaseline = value
  }

  setLineDash(segments: number[]): void {
    this.state.dash = segments
  }

  save(): void {
    this.stack.push({ ...this.state })
  }

  restore(): void {
    this.state = this.stack.pop() ?? this.state
  }

  translate(x: number, y: number): void {
    this.state.x += x
    this.state.y += y
  }

  beginPath(): void {
    this.path = []
  }

  closePath(): void {
    this.path.push('Z')
  }

  moveTo(x: number, y: number): void {
    this.path.push(`M${this.point(x, y)}`)
    this.last = { x, y }
  }

  lineTo(x: number, y: number): void {
    this.path.push(`${this.path.length === 0 ? 'M' : 'L'}${this.point(x, y)}`)
    this.last = { x, y }
  }

  private last = { x: 0, y: 0 }

  /** Rounds the corner at the first point, on the way to the second. */
  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void {
    const { x: x0, y: y0 } = this.last
    const [inX, inY, inLength] = unit(x0 - x1, y0 - y1)
    const [outX, outY, outLength] = unit(x2 - x1, y2 - y1)
    const cross = inX * outY - inY * outX
    if (inLength === 0 || outLength === 0 || radius === 0 || Math.abs(cross) < 1e-9) {
      this.lineTo(x1, y1)
      return
    }
    const distance = (radius * (1 + inX * outX + inY * outY)) / Math.abs(cross)
    this.lineTo(x1 + inX * distance, y1 + inY * distance)
    const end = { x: x1 + outX * distance, y: y1 + outY * distance }
    this.path.push(`A${round(radius)} ${round(radius)} 0 0 ${cross > 0 ? 0 : 1} ${this.point(end.x, end.y)}`)
    this.last = end
  }

  /** Whole circles, and arcs that go clockwise. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number) => ({ x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) })
    const middle = (from + to) / 2
    this.lineTo(at(from).x, at(from).y)
    for (const angle of [middle, to]) {
      const { x: endX, y: endY } = at(angle)
      this.path.push(`A${round(radius)} ${round(radius)} 0 0 1 ${this.point(endX, endY)}`)
      this.last = at(angle)
    }
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y)
    this.path.push(`h${round(width)}v${round(height)}h${round(-width)}Z`)
  }

  roundRect(
    x: number,
    y: number,
    width: number,
    height: number,
    radii: number | DOMPointInit | (number | DOMPointInit)[] = 0,
  ): void {
    const given = (Array.isArray(radii) ? radii : [radii]).map((radius) =>
      Math.min(Number(radius), width / 2, height / 2),
    )
    const [topLeft = 0, topRight = topLeft, bottomRight = topLeft, bottomLeft = topRight] = given
    const corner = (radius: number, toX: number, toY: number) =>
      `a${round(radius)} ${round(radius)} 0 0 1 ${round(toX)} ${round(toY)}`
    this.moveTo(x + topLeft, y)
    this.path.push(
      `h${round(width - topLeft - topRight)}${corner(topRight, topRight, topRight)}`,
      `v${round(height - topRight - bottomRight)}${corner(bottomRight, -bottomRight, bottomRight)}`,
      `h${round(bottomLeft + bottomRight - width)}${corner(bottomLeft, -bottomLeft, -bottomLeft)}`,
      `v${round(topLeft + bottomLeft - height)}${corner(topLeft, topLeft, -topLeft)}Z`,
    )
  }

  fill(): void {
    this.add('path', { d: this.path.join(''), fill: this.state.fillStyle, ...this.alpha() })
  }

  stroke(): void {
    this.add('path', { d: this.path.join(''), fill: 'none', ...this.line(), ...this.alpha() })
  }

  /** Until the state before it is restored. */
  clip(): void {
    const id = `clip-${crypto.randomUUID()}-${++this.clips}`
    const shape = this.add('clipPath', { id })
    shape.append(element('path', { d: this.path.join('') }))
    this.state.target = this.add('g', { 'clip-path': `url(#${id})` })
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.add('rect', { ...this.box(x, y, width, height), fill: this.state.fillStyle, ...this.alpha() })
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.add('rect', { ...this.box(x, y, width, height), fill: 'none', ...this.line(), ...this.alpha() })
  }

  fillText(text: string, x: number, y: number): void {
    this.text(text, x, y, { fill: this.state.fillStyle })
  }

  strokeText(text: string, x: number, y: number): void {
    this.text(text, x, y, { fill: 'none', ...this.line() })
  }

  measureText(text: string): TextMetrics {
    if (!this.ruler) throw new Error('The browser gives no canvas to measure with')
    this.ruler.font = this.state.font
    return this.ruler.measureText(text)
  }

  private text(text: string, x: number, y: number, look: Record<string, string>): void {
    if (text === '') return
    const { font, textAlign, textBaseline } = this.state
    const [, weight = '400', size = '10', family = 'sans-serif'] =
      /^(?:(\d+|bold|normal) )?([\d.]+)px (.*)$/.exec(font) ?? []
    const place = { x: round(this.state.x + x), y: round(this.state.y + y) }
    const type = { 'font-family': family, 'font-size': size, 'font-weight': weight }
    const anchor = anchors[textAlign] ? { 'text-anchor': anchors[textAlign] } : {}
    const baseline = baselines[textBaseline] ? { 'dominant-baseline': baselines[textBaseline] } : {}
    this.add('text', { ...place, ...type, ...anchor, ...baseline, ...look, ...this.alpha() }).textContent = text
  }

  private point(x: number, y: number): string {
    return `${round(this.state.x + x)} ${round(this.state.y + y)}`
  }

  private box(x: number, y: number, width: number, height: number) {
    return { x: round(this.state.x + x), y: round(this.state.y + y), width: round(width), height: round(height) }
  }

  private line(): Record<string, string> {
    const { strokeStyle, lineWidth, dash } = this.state
    const dashes = dash.length > 0 ? { 'stroke-dasharray': dash.join(' ') } : {}
    return { stroke: strokeStyle, 'stroke-width': round(lineWidth), ...dashes }
  }

  private alpha(): Record<string, string> {
    return this.state.globalAlpha === 1 ? {} : { opacity: round(this.state.globalAlpha) }
  }

  private add(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
    const made = element(name, attributes)
    this.state.target.append(made)
    return made
  }
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(svgNamespace, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

/** A direction, and how long it was. */
function unit(x: number, y: number): [number, number, number] {
  const length = Math.hypot(x, y)
  return length === 0 ? [0, 0, 0] : [x / length, y / length, length]
}
