// The network as events: a task opens (its bounds from outside are known) and closes (its dates
// are). A plain task does both at once; a summary opens before its children and closes after
// them. Event i is the opening of task i, event size + i the closing of summary i.

/** Tasks by index; `parent` is -1 at the top, links name tasks by index. */
export interface Outline {
  readonly size: number
  readonly parent: Int32Array
  readonly isSummary: Uint8Array
  readonly predecessor: Int32Array
  readonly successor: Int32Array
}

/** All events in an order that respects every link and the outline, or the links of a circle. */
export type EventOrder =
  | { readonly kind: 'ordered'; readonly events: Int32Array }
  | { readonly kind: 'circle'; readonly tasks: readonly number[] }

interface Edges {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly linkCount: number
}

export function closingEvent(outline: Outline, task: number): number {
  return outline.isSummary[task] === 1 ? outline.size + task : task
}

/** Kahn's algorithm, linear in tasks and links. */
export function orderEvents(outline: Outline): EventOrder {
  const edges = eventEdges(outline)
  const eventCount = outline.size * 2
  const waiting = new Int32Array(eventCount)
  for (const to of edges.to) waiting[to] = (waiting[to] as number) + 1
  const events = new Int32Array(eventCount)
  let known = 0
  for (let event = 0; event < eventCount; event += 1) {
    if (waiting[event] === 0) {
      events[known] = event
      known += 1
    }
  }
  const leaving = edgesByOrigin(edges, eventCount)
  for (let done = 0; done < known; done += 1) {
    const event = events[done] as number
    for (let i = leaving.offset[event] as number; i < (leaving.offset[event + 1] as number); i += 1) {
      const to = edges.to[leaving.edge[i] as number] as number
      const left = (waiting[to] as number) - 1
      waiting[to] = left
      if (left === 0) {
        events[known] = to
        known += 1
      }
    }
  }
  return known === eventCount
    ? { kind: 'ordered', events }
    : { kind: 'circle', tasks: circleAmong(outline, edges, waiting) }
}

function eventEdges(outline: Outline): Edges {
  const { size, parent, predecessor, successor } = outline
  const linkCount = predecessor.length
  const childCount = parent.reduce((count, above) => (above < 0 ? count : count + 1), 0)
  const from = new Int32Array(linkCount + childCount * 2)
  const to = new Int32Array(from.length)
  for (let link = 0; link < linkCount; link += 1) {
    from[link] = closingEvent(outline, predecessor[link] as number)
    to[link] = successor[link] as number
  }
  let edge = linkCount
  for (let task = 0; task < size; task += 1) {
    const above = parent[task] as number
    if (above < 0) continue
    from[edge] = above
    to[edge] = task
    from[edge + 1] = closingEvent(outline, task)
    to[edge + 1] = size + above
    edge += 2
  }
  return { from, to, linkCount }
}

function edgesByOrigin(edges: Edges, eventCount: number): { offset: Int32Array; edge: Int32Array } {
  const offset = new Int32Array(eventCount + 1)
  for (const from of edges.from) offset[from + 1] = (offset[from + 1] as number) + 1
  for (let event = 0; event < eventCount; event += 1) {
    offset[event + 1] = (offset[event + 1] as number) + (offset[event] as number)
  }
  const next = offset.slice()
  const edge = new Int32Array(edges.from.length)
  for (const [index, from] of edges.from.entries()) {
    const place = next[from] as number
    edge[place] = index
    next[from] = place + 1
  }
  return { offset, edge }
}

/**
 * Every event still waiting has a waiting one before it, so walking back along such edges ends in
 * a circle. Gives the tasks at the ends of its links, or of its outline when it has no links.
 */
function circleAmong(outline: Outline, edges: Edges, waiting: Int32Array): number[] {
  const cameBy = new Int32Array(waiting.length).fill(-1)
  for (let index = edges.from.length - 1; index >= 0; index -= 1) {
    if ((waiting[edges.from[index] as number] as number) > 0) cameBy[edges.to[index] as number] = index
  }
  const circle = circleEdges(
    edges,
    cameBy,
    waiting.findIndex((count) => count > 0),
  )
  const links = circle.filter((edge) => edge < edges.linkCount)
  const ends = (links.length > 0 ? links : circle).flatMap((edge) =>
    edge < edges.linkCount
      ? [outline.predecessor[edge] as number, outline.successor[edge] as number]
      : [(edges.from[edge] as number) % outline.size, (edges.to[edge] as number) % outline.size],
  )
  return rotateToSmallest(withoutRepeats(ends))
}

function circleEdges(edges: Edges, cameBy: Int32Array, start: number): number[] {
  const seen = new Set<number>()
  let event = start
  while (!seen.has(event)) {
    seen.add(event)
    event = edges.from[cameBy[event] as number] as number
  }
  const circle: number[] = []
  const end = event
  do {
    const edge = cameBy[event] as number
    circle.push(edge)
    event = edges.from[edge] as number
  } while (event !== end)
  return circle.reverse()
}

function withoutRepeats(tasks: readonly number[]): number[] {
  const path = tasks.filter((task, index) => index === 0 || task !== tasks[index - 1])
  if (path.length > 1 && path[0] === path[path.length - 1]) path.pop()
  return path
}

function rotateToSmallest(tasks: readonly number[]): number[] {
  const start = tasks.indexOf(tasks.reduce((least, task) => Math.min(least, task)))
  return [...tasks.slice(start), ...tasks.slice(0, start)]
}
