import { z } from 'zod'
import { taskKind } from './entities/task.ts'
import { flag, id, wholeNumber } from './primitives.ts'

/** How a list of rows is asked for: a page of it, and in which order, by fields that are named here. */
export const rowsQuery = <const Field extends string>(fields: readonly Field[]) =>
  z.object({
    limit: wholeNumber(1, 1_000).optional().meta({ description: 'Rows of a page; left out: all of them' }),
    cursor: id.optional().meta({ description: '`next` of the page before' }),
    sort: z
      .enum(fields.flatMap((field) => [field, `-${field}` as const]))
      .optional()
      .meta({ description: 'A field, upwards, or downwards with a minus; empty values come last' }),
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
