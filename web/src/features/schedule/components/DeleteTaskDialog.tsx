import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { deleteTask } from '../lib/edits.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { Preview } from './Preview.tsx'

interface DeleteTaskDialogProps {
  projectId: string
  entry: OutlineEntry | undefined
  onClose: () => void
  onConfirm: () => void
}

/** Asks before a task is deleted, and says what that would do to the dates. */
export function DeleteTaskDialog({ projectId, entry, onClose, onConfirm }: DeleteTaskDialogProps) {
  return (
    <ConfirmDialog
      title="Delete task"
      action="Delete task"
      isOpen={entry !== undefined}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      “{entry?.task.name}”{entry?.hasChildren ? ', all tasks below it and their' : ' and its'} links will be deleted.
      {entry && <Preview projectId={projectId} edit={deleteTask(entry.task)} />}
    </ConfirmDialog>
  )
}
