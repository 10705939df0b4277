import type { Comment, Task } from '@throughline/contract'
import { Pencil, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Avatar } from '../../../components/Avatar.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { Markdown } from '../../../components/Markdown.tsx'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { useSaving } from '../hooks/use-saving.ts'
import { deleteComment, draftOf, editComment, type Mentionable } from '../lib/comment-draft.ts'
import { text } from '../lib/text.ts'
import { CommentEditor } from './CommentEditor.tsx'
import styles from './Comments.module.css'

interface CommentItemProps {
  task: Task
  comment: Comment
  authorName: string
  people: readonly Mentionable[]
  isOwn: boolean
  mayWrite: boolean
  mayRemove: boolean
  /** The address leads to it. */
  isShown: boolean
}

export function CommentItem(props: CommentItemProps) {
  const { task, comment, authorName, people, isOwn, mayWrite, mayRemove, isShown } = props
  const item = useRef<HTMLLIElement>(null)
  const [isEditing, setEditing] = useState(false)
  const { isSending, send } = useSaving()
  useEffect(() => {
    if (isShown) item.current?.scrollIntoView({ block: 'center' })
  }, [isShown])

  async function save(body: string): Promise<boolean> {
    const isSaved = await send(editComment(task, comment.id, body))
    if (isSaved) setEditing(false)
    return isSaved
  }

  return (
    <li ref={item} className={styles.comment} aria-current={isShown || undefined}>
      <div className={styles.by}>
        <Avatar personId={comment.authorId} name={authorName} size="small" />
        <strong>{authorName}</strong>
        <time dateTime={comment.createdAt} title={formatMoment(comment.createdAt)}>
          {formatAgo(comment.createdAt)}
        </time>
        {comment.editedAt && <span title={formatMoment(comment.editedAt)}>{text('edited')}</span>}
        <span className={styles.acts}>
          {isOwn && mayWrite && !isEditing && (
            <IconButton label={text('editComment')} icon={<Pencil />} onPress={() => setEditing(true)} />
          )}
          {((isOwn && mayWrite) || mayRemove) && (
            <IconButton
              label={text('deleteComment', { name: authorName })}
              icon={<Trash2 />}
              isDisabled={isSending}
              onPress={() => void send(deleteComment(task, comment.id))}
            />
          )}
        </span>
      </div>
      {isEditing ? (
        <CommentEditor
          label={text('comment')}
          action={text('save')}
          initial={draftOf(comment.body)}
          people={people}
          isSending={isSending}
          onSend={save}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <Markdown text={comment.body} mentions={comment.mentions} />
      )}
    </li>
  )
}
