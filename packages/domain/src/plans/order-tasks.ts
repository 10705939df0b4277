interface Placed {
  readonly id: string
  readonly parentId: string | null
  readonly position: number
}

/** Tasks in the order of the outline: each parent before its children, siblings by position. */
export function orderTasks<Task extends Placed>(tasks: readonly Task[]): Task[] {
  const children = new Map<string | null, Task[]>()
  for (const task of tasks) {
    const siblings = children.get(task.parentId)
    if (siblings) siblings.push(task)
    else children.set(task.parentId, [task])
  }
  for (const siblings of children.values()) siblings.sort(bySibling)
  const ordered: Task[] = []
  const stack = [...(children.get(null) ?? [])].reverse()
  for (let task = stack.pop(); task; task = stack.pop()) {
    ordered.push(task)
    stack.push(...[...(children.get(task.id) ?? [])].reverse())
  }
  return ordered
}

const bySibling = (a: Placed, b: Placed): number => a.position - b.position || (a.id < b.id ? -1 : 1)
