import { useEffect, useRef, useState } from 'react'
import type { TaskTab } from '../../../lib/task-panel.ts'

/** What the address says of the panel of a task. */
export interface OpenedPanel {
  readonly taskId: string
  readonly tab: TaskTab
  readonly commentId: string | null
}

interface TaskPanelOptions {
  opened: OpenedPanel | null
  onOpen: (opened: OpenedPanel | null) => void
  activeId: string | undefined
}

const settlesAfter = 250

/**
 * The panel follows the chosen row while it is open; the address follows when the reader has come to rest, so that it is not
 * rewritten for each row that is passed.
 */
export function useTaskPanel({ opened, onOpen, activeId }: TaskPanelOptions) {
  const [asked, setAsked] = useState(0)
  const own = useRef<string | null>(null)
  const taskId = opened ? (activeId ?? opened.taskId) : null

  useEffect(() => {
    if (!opened || !taskId || taskId === opened.taskId) return
    const timer = setTimeout(() => {
      own.current = taskId
      onOpen({ taskId, tab: opened.tab, commentId: null })
    }, settlesAfter)
    return () => clearTimeout(timer)
  }, [opened, taskId, onOpen])

  function open(id: string, tab: TaskTab = 'details'): void {
    setAsked(asked + 1)
    own.current = id
    onOpen({ taskId: id, tab, commentId: null })
  }

  return {
    taskId,
    asked,
    open,
    /** Whether the address leads to a task because the panel went there, and not the other way round. */
    isOwn: (id: string) => own.current === id,
  }
}
