import { z } from 'zod'
import { scheduleError } from './entities/project.ts'
import { id, revision, wallTime, workingMinutes } from './primitives.ts'

/** `quick`: one pass in the standard order. `thorough`: the best of many, for some seconds. */
export const levelingEffort = z.enum(['quick', 'thorough'])

const dates = z.object({ earlyStart: wallTime, earlyFinish: wallTime })

const levelingMove = z
  .object({ taskId: id, taskName: z.string(), before: dates, after: dates })
  .meta({ id: 'LevelingMove' })

const levelingDelay = z
  .object({
    taskId: id,
    levelingDelayMinutes: workingMinutes.meta({ description: 'Minutes around the clock, for the task’s field' }),
  })
  .meta({ id: 'LevelingDelay' })

export const overallocation = z
  .object({
    resourceId: id,
    resourceName: z.string(),
    from: wallTime,
    to: wallTime,
    units: z.number().meta({ description: 'Above what there is; 1 is 100 %' }),
    taskIds: z.array(id),
  })
  .meta({ id: 'Overallocation' })

/**
 * Which delays would let everyone do one thing at a time, and what they would move. Nothing is changed: the delays are put into
 * the plan by a change set, as any other change, with `If-Match` of `revision`.
 */
export const leveling = z
  .object({
    revision: revision.meta({ description: 'The plan that was leveled' }),
    delays: z.array(levelingDelay).meta({ description: 'Of the tasks whose delay is to change, to nothing as well' }),
    moves: z
      .array(levelingMove)
      .meta({ description: 'Tasks whose dates would move, by their new start; 1,000 at most' }),
    movedCount: z.int(),
    finishesAt: z.object({ before: wallTime.nullable(), after: wallTime.nullable() }),
    overallocations: z.object({
      beforeCount: z.int(),
      before: z.array(overallocation).meta({ description: 'By resource and time; 500 at most' }),
      afterCount: z.int(),
      after: z.array(overallocation).meta({ description: 'What no delay resolves; 500 at most' }),
    }),
    schedules: z.int().meta({ description: 'How many schedules were tried' }),
    scheduleError: scheduleError.nullable().meta({ description: 'Why there is no schedule to level; null: there is' }),
  })
  .meta({ id: 'Leveling' })

export type LevelingEffort = z.infer<typeof levelingEffort>
export type Overallocation = z.infer<typeof overallocation>
export type Leveling = z.infer<typeof leveling>
