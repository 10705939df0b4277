import { z } from 'zod'
import { driver } from './driver.ts'
import { scheduleError } from './entities/project.ts'
import { id, instant, revision, wallTime } from './primitives.ts'

/** One recompute, mirrored from Temporal; it stays when Temporal forgets the history. */
export const run = z
  .object({
    id,
    projectId: id,
    number: z.int().nullable().meta({ description: 'Counts the runs of a project' }),
    state: z.enum(['running', 'completed', 'failed', 'cancelled']),
    inputRevision: revision.meta({ description: 'The plan that was computed' }),
    resultRevision: revision.nullable(),
    taskCount: z.int().nullable(),
    movedCount: z.int().nullable(),
    changeSetCount: z.int().nullable(),
    loadMilliseconds: z.number().nullable(),
    engineMilliseconds: z.number().nullable(),
    writeMilliseconds: z.number().nullable(),
    error: scheduleError.nullable(),
    workflowId: z.string(),
    workflowRunId: z.string(),
    temporalUrl: z.string().nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Run' })

/** One task whose dates a run moved, and what drives them since. The chain goes on in the moves of the same run. */
export const dateMove = z
  .object({
    taskId: id,
    runId: id,
    revision,
    before: z.object({ earlyStart: wallTime.nullable(), earlyFinish: wallTime.nullable() }),
    after: z.object({ earlyStart: wallTime, earlyFinish: wallTime }),
    startDriver: driver,
    finishDriver: driver,
    changeSetIds: z.array(id),
  })
  .meta({ id: 'DateMove' })

export type Run = z.infer<typeof run>
export type DateMove = z.infer<typeof dateMove>
