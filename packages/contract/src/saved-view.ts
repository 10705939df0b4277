import { z } from 'zod'
import { id, instant, label } from './primitives.ts'
import { columnKey, longestConditionValue, viewMarks, viewOperators } from './view-words.ts'

const column = z.string().regex(columnKey, 'is the key of a column')

/** A condition on a column, or on the task as a whole: that it is critical, late, somebody's own or not done. */
export const viewCondition = z
  .discriminatedUnion('op', [
    z.strictObject({ op: z.enum(viewOperators), column, value: z.string().max(longestConditionValue).default('') }),
    z.strictObject({ op: z.enum(viewMarks) }),
  ])
  .meta({ id: 'ViewCondition' })

export const viewSort = z.strictObject({ column, descending: z.boolean() })
export const viewColumn = z.strictObject({ key: column, width: z.int().min(30).max(1_000).optional() })

/** How the tasks of a project are looked at. */
export const viewSettings = z
  .strictObject({
    columns: z.array(viewColumn).max(300).meta({ description: 'Those shown, in order; none: the usual ones' }),
    query: z.string().max(200).meta({ description: 'Words that a task has in its name, notes or resources' }),
    conditions: z.array(viewCondition).max(50),
    sort: z.array(viewSort).max(5),
    group: column.nullable(),
  })
  .meta({ id: 'ViewSettings' })

export const savedView = z
  .object({
    id,
    projectId: id,
    owner: z.object({ id, name: z.string() }),
    name: z.string(),
    isShared: z.boolean().meta({ description: 'Everybody who may read the project has it to choose' }),
    settings: viewSettings,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'SavedView' })

const values = z.strictObject({ name: label(100), isShared: z.boolean(), settings: viewSettings })
export const savedViewValues = values.partial({ isShared: true }).meta({ id: 'SavedViewValues' })
export const savedViewPatch = values.partial().meta({ id: 'SavedViewPatch' })

/** Of one person in one project. */
export const mostViews = 100

export type ViewCondition = z.infer<typeof viewCondition>
export type ViewSort = z.infer<typeof viewSort>
export type ViewColumn = z.infer<typeof viewColumn>
export type ViewSettings = z.infer<typeof viewSettings>
export type SavedView = z.infer<typeof savedView>
export type SavedViewValues = z.infer<typeof savedViewValues>
export type SavedViewPatch = z.infer<typeof savedViewPatch>
