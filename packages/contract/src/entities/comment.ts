import { z } from 'zod'
import { id, instant, revision, text } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

const error = refusing(() => commentSchemas)

const settable = z.strictObject(
  {
    body: text(20_000)
      .refine((body) => body.trim() !== '', 'says nothing')
      .meta({ description: 'Markdown; `@[Name](person:UUID)` mentions somebody who has a role in the project' }),
  },
  { error },
)

export const commentValues = z
  .strictObject({ taskId: id, ...settable.shape }, { error })
  .meta({ id: 'CommentValues', description: 'What somebody writes about a task' })
export const commentPatch = settable.partial().meta({ id: 'CommentPatch' })
export const comment = z
  .object({
    id,
    projectId: id,
    taskId: id,
    ...settable.shape,
    authorId: id.meta({ description: 'Who wrote it, and alone may change it' }),
    mentions: z
      .array(id)
      .meta({ description: 'Whom it mentions; of people without a role in the project the mention is mere text' }),
    createdAt: instant,
    editedAt: instant.nullable().meta({ description: 'When its author changed it last; null: never' }),
    revision,
  })
  .meta({ id: 'Comment' })

export const commentSchemas: EntitySchemas = {
  name: 'comment',
  read: comment,
  values: commentValues,
  patch: commentPatch,
  computed: [],
}

export type CommentValues = z.infer<typeof commentValues>
export type CommentPatch = z.infer<typeof commentPatch>
export type Comment = z.infer<typeof comment>
