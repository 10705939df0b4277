import { z } from 'zod'
import { taskKind } from './entities/task.ts'
import { flag, id, page, wholeNumber } from './primitives.ts'

/** Rows of a list that is in memory as a whole, so that pages, order, filters and fields of it are served alike for all. */
export interface Rows {
  /** The field that tells one row from another; cursors are values of it. */
  readonly key: string
  /** Fields that they can be sorted by. */
  readonly sort: readonly string[]
  readonly item: z.ZodObject
}

interface Listed<Item extends z.ZodObject, Filters extends z.ZodRawShape> {
  /** `id` where it is left out. */
  key?: keyof Item['shape'] & string
  /** Fields that rows can be sorted by. */
  sort: readonly (keyof Item['shape'] & string)[]
  /** Fields that rows can be chosen by. */
  filters?: Filters
}

/** What is common to the operations that answer with a list of rows. */
export const listOf = <Item extends z.ZodObject, Filters extends z.ZodRawShape = Record<never, never>>(
  item: Item,
  { key = 'id', sort, filters }: Listed<Item, Filters>,
) => ({
  method: 'get' as const,
  status: 200 as const,
  query: rowsQuery(Object.keys(item.shape), sort).extend((filters ?? {}) as Filters),
  response: page(item),
  rows: { key, sort, item } as Rows,
})

/** How rows are asked for: a page of them, in which order, and which of their fields, by names that are allowed. */
const rowsQuery = (fields: readonly string[], sort: readonly string[]) =>
  z.object({
    limit: wholeNumber(1, 1_000).optional().meta({ description: 'Rows of a page; left out: all of them' }),
    cursor: z.string().min(1).max(200).optional().meta({ description: '`next` of the page before' }),
    sort: z
      .enum(sort.flatMap((field) => [field, `-${field}`]))
      .optional()
      .meta({ description: 'A field, upwards, or downwards with a minus; empty values come last' }),
    fields: z
      .preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(z.enum(fields)).min(1))
      .optional()
      .meta({
        description: 'Fields of a row, with commas between; what tells rows apart comes as well. Left out: all of them',
        param: { style: 'form', explode: false },
      }),
  })

/** What tasks can be chosen by. */
export const taskFilters = {
  parentId: z
    .union([z.literal('null').transform(() => null), id])
    .optional()
    .meta({ description: 'Of tasks right below this one; `null`: at the top' }),
  isSummary: flag().optional(),
  isCritical: flag().optional(),
  kind: taskKind.optional(),
}
