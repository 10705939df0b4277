import { useQuery } from '@tanstack/react-query'
import { mayInProject, type Plan, type Task } from '@throughline/contract'
import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Heading } from 'react-aria-components'
import { IconButton } from '../../../components/IconButton.tsx'
import { peopleQuery } from '../../../lib/organisation.ts'
import { useSession } from '../../../lib/session.ts'
import { mentionableQuery } from '../api/standings.ts'
import { useCommentEdits } from '../hooks/use-comment-edits.ts'
import { emptyDraft, writeComment } from '../lib/comment-draft.ts'
import { CommentEditor } from './CommentEditor.tsx'
import { CommentItem } from './CommentItem.tsx'
import styles from './Comments.module.css'

interface CommentsPanelProps {
  plan: Plan
  task: Task
  /** The one that the address leads to. */
  shownId: string | null
  onClose: () => void
}

/** What people wrote about a task, the oldest first, and room to write more. */
export function CommentsPanel({ plan, task, shownId, onClose }: CommentsPanelProps) {
  const panel = useRef<HTMLElement>(null)
  const me = useSession()?.person.id
  const people = useQuery(peopleQuery).data?.items ?? []
  const mentionable = useQuery(mentionableQuery(plan.project.id)).data ?? []
  const others = mentionable.filter(({ id }) => id !== me)
  const { isSending, send } = useCommentEdits()
  const mayWrite = mayInProject(plan.project, 'comment.write')
  const mayRemove = mayInProject(plan.project, 'comment.remove')
  const comments = plan.comments
    .filter(({ taskId }) => taskId === task.id)
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
  const nameOf = (id: string) => [...mentionable, ...people].find((person) => person.id === id)?.name ?? 'Somebody'

  // biome-ignore lint/correctness/useExhaustiveDependencies: another task takes the focus again
  useEffect(() => panel.current?.focus({ preventScroll: true }), [task.id])

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }

  return (
    <section ref={panel} className={styles.panel} aria-label="Comments" tabIndex={-1} onKeyDown={press}>
      <div className={styles.head}>
        <Heading level={2}>{task.name}</Heading>
        <IconButton label="Close" keys="Esc" icon={<X />} onPress={onClose} />
      </div>
      {comments.length === 0 && <p className={styles.none}>No comments yet</p>}
      <ol className={styles.comments} aria-label={`Comments on ${task.name}`}>
        {comments.map((comment) => (
          <CommentItem
            key={comment.id}
            task={task}
            comment={comment}
            authorName={nameOf(comment.authorId)}
            people={others}
            isOwn={comment.authorId === me}
            mayWrite={mayWrite}
            mayRemove={mayRemove}
            isShown={comment.id === shownId}
          />
        ))}
      </ol>
      {mayWrite && (
        <CommentEditor
          key={task.id}
          label="Write a comment"
          action="Comment"
          initial={emptyDraft}
          people={others}
          isSending={isSending}
          onSend={(body) => send(writeComment(task, body))}
        />
      )}
    </section>
  )
}
