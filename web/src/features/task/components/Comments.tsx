import { useQuery } from '@tanstack/react-query'
import { mayInProject, type Plan, type Task } from '@throughline/contract'
import { peopleQuery } from '../../../lib/organisation.ts'
import { useSession } from '../../../lib/session.ts'
import { mentionableQuery } from '../api/mentionable.ts'
import { useSaving } from '../hooks/use-saving.ts'
import { emptyDraft, writeComment } from '../lib/comment-draft.ts'
import { text } from '../lib/text.ts'
import { CommentEditor } from './CommentEditor.tsx'
import { CommentItem } from './CommentItem.tsx'
import styles from './Comments.module.css'

interface CommentsProps {
  plan: Plan
  task: Task
  /** The one that the address leads to. */
  shownId: string | null
}

/** What people wrote about a task, the oldest first, and room to write more. */
export function Comments({ plan, task, shownId }: CommentsProps) {
  const me = useSession()?.person.id
  const people = useQuery(peopleQuery).data?.items ?? []
  const mentionable = useQuery(mentionableQuery(plan.project.id)).data ?? []
  const others = mentionable.filter(({ id }) => id !== me)
  const { isSending, send } = useSaving()
  const mayWrite = mayInProject(plan.project, 'comment.write')
  const mayRemove = mayInProject(plan.project, 'comment.remove')
  const comments = plan.comments
    .filter(({ taskId }) => taskId === task.id)
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
  const nameOf = (id: string) =>
    [...mentionable, ...people].find((person) => person.id === id)?.name ?? text('somebody')

  return (
    <>
      {comments.length === 0 && <p className={styles.none}>{text('noComments')}</p>}
      <ol className={styles.comments} aria-label={text('commentsOn', { name: task.name })}>
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
          label={text('writeComment')}
          action={text('comment')}
          initial={emptyDraft}
          people={others}
          isSending={isSending}
          onSend={(body) => send(writeComment(task, body))}
        />
      )}
    </>
  )
}
