interface Placed {
  readonly id: string
  readonly parentId: string | null
  readonly position: number
}

/** Each task right before what is below it, siblings by position. */
export function outlineOrder<Task extends Placed>(tasks: readonly Task[]): Task[] {
  const below = new Map<string | null, Task[]>()
  for (const task of tasks.toSorted(byPlaceBackwards)) {
    const siblings = below.get(task.parentId)
    if (siblings === undefined) below.set(task.parentId, [task])
    else siblings.push(task)
  }
  const ordered: Task[] = []
  const waiting = below.get(null) ?? []
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    ordered.push(task)
    for (const child of below.get(task.id) ?? []) waiting.push(child)
  }
  return ordered
}

function byPlaceBackwards(a: Placed, b: Placed): number {
  return b.position - a.position || (a.id < b.id ? 1 : -1)
}
