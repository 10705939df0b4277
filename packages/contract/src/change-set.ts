import { z } from 'zod'
import { assignmentPatch, assignmentValues } from './entities/assignment.ts'
import { baselinePatch, baselineValues } from './entities/baseline.ts'
import { calendarPatch, calendarValues } from './entities/calendar.ts'
import { checklistItemPatch, checklistItemValues } from './entities/checklist-item.ts'
import { commentPatch, commentValues } from './entities/comment.ts'
import { linkPatch, linkValues } from './entities/link.ts'
import { projectPatch } from './entities/project.ts'
import { resourcePatch, resourceValues } from './entities/resource.ts'
import { taskPatch, taskValues } from './entities/task.ts'
import { id, instant, revision, text } from './primitives.ts'

/** Operations of one entity: create (the caller may choose the id), update, delete (soft) and restore (what undoes a delete). */
const operationsOn = <Entity extends string, Values extends z.ZodType, Patch extends z.ZodType>(
  entity: Entity,
  values: Values,
  patch: Patch,
) =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('create'), entity: z.literal(entity), id: id.optional(), values }),
    z.strictObject({ op: z.literal('update'), entity: z.literal(entity), id, patch }),
    z.strictObject({ op: z.literal('delete'), entity: z.literal(entity), id }),
    z.strictObject({ op: z.literal('restore'), entity: z.literal(entity), id }),
  ])

/** Deleting a task deletes what is below it, and their links, assignments, comments and checklists, in the same change set. */
export const changeOperation = z
  .discriminatedUnion('entity', [
    operationsOn('task', taskValues, taskPatch),
    operationsOn('link', linkValues, linkPatch),
    operationsOn('calendar', calendarValues, calendarPatch),
    operationsOn('resource', resourceValues, resourcePatch),
    operationsOn('assignment', assignmentValues, assignmentPatch),
    operationsOn('baseline', baselineValues, baselinePatch),
    operationsOn('comment', commentValues, commentPatch),
    operationsOn('checklistItem', checklistItemValues, checklistItemPatch),
    z.strictObject({ op: z.literal('update'), entity: z.literal('project'), id, patch: projectPatch }),
  ])
  .meta({ id: 'ChangeOperation' })

export const maximumOperations = 1_000
/** Tasks of a project: what a recompute, a plan in a browser and an export are made for, with room to spare. */
export const maximumTasks = 200_000
/** Links of a project, likewise: plans of that size have one or two for each task. */
export const maximumLinks = 400_000

export const changeSetInput = z
  .strictObject({
    operations: z.array(changeOperation).min(1).max(maximumOperations),
    summary: text(500).optional(),
  })
  .meta({ id: 'ChangeSetInput' })

export const changeKind = z.enum(['edit', 'import', 'seed', 'undo', 'redo', 'sync'])

/**
 * What became of a change's effect on dates: none to compute, waiting its turn, being computed, covered by a run, not to be
 * computed, waiting until recomputes are resumed, or until the next one after its own was cancelled. "Covered by run 12 at revision 340 after 85 ms".
 */
export const receipt = z
  .object({
    state: z.enum(['not-needed', 'queued', 'running', 'covered', 'failed', 'paused', 'cancelled']),
    position: z.int().nullable().meta({ description: 'Of a queued one: 1 is next in its organisation' }),
    runId: id.nullable(),
    runNumber: z.int().nullable(),
    revision: revision.nullable().meta({ description: 'That the result has' }),
    coveredAt: instant.nullable(),
    afterMilliseconds: z.int().nullable(),
    pausedBy: z
      .object({ id, name: z.string() })
      .nullable()
      .default(null)
      .meta({ description: 'Who paused the recomputes of the project' }),
  })
  .meta({ id: 'Receipt' })

export const changeSet = z
  .object({
    id,
    projectId: id,
    revision,
    kind: changeKind,
    summary: z.string(),
    actor: z.object({ id, name: z.string() }).nullable(),
    operationCount: z.int(),
    createdAt: instant,
    receipt,
    actId: id.meta({ description: 'What a person did: one change set, or the batches of an import' }),
    revertsActId: id.nullable().meta({ description: 'Of an undo or a redo: the act that it takes back' }),
    revertedById: id
      .nullable()
      .meta({ description: 'The act that took this one back, unless it was taken back itself' }),
  })
  .meta({ id: 'ChangeSet' })

export type ChangeOperation = z.infer<typeof changeOperation>
export type ChangeEntity = ChangeOperation['entity']
export type ChangeSetInput = z.infer<typeof changeSetInput>
export type ChangeKind = z.infer<typeof changeKind>
export type Receipt = z.infer<typeof receipt>
export type ChangeSet = z.infer<typeof changeSet>
