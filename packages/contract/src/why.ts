import { z } from 'zod'
import { driver } from './driver.ts'
import { lagUnit, linkType } from './entities/link.ts'
import { id, instant, revision, wallTime } from './primitives.ts'

export const dateField = z.enum(['start', 'finish'])

/** One step of a driving chain: this task's date, and what drives it. The first is the task that was asked about. */
const chainStep = z
  .object({
    taskId: id,
    taskName: z.string(),
    field: dateField,
    at: wallTime,
    before: wallTime.nullable().meta({ description: 'Where it was before the run of the last move, if that moved it' }),
    driver,
    linkType: linkType.nullable(),
    lagMinutes: z.int().nullable(),
    lagUnit: lagUnit.nullable(),
  })
  .meta({ id: 'ChainStep' })

/** A change that asked for the run and touched what the chain begins with. */
export const causingChange = z
  .object({
    changeSetId: id,
    revision,
    summary: z.string(),
    actor: z.object({ id, name: z.string() }).nullable(),
    createdAt: instant,
    words: z.string().meta({ description: '“Wiring” was lengthened by 4 days' }),
  })
  .meta({ id: 'CausingChange' })

/** A run that moved the date. */
const lastMove = z
  .object({
    runId: id,
    runNumber: z.int().nullable(),
    revision,
    at: instant,
    temporalUrl: z.string().nullable(),
    before: wallTime.nullable(),
    after: wallTime,
  })
  .meta({ id: 'LastMove' })

/** Why a date is what it is: in words, and as data. */
export const why = z
  .object({
    taskId: id,
    taskName: z.string(),
    field: dateField,
    value: wallTime.nullable(),
    sentence: z.string(),
    chain: z.array(chainStep).meta({ description: 'What drives the date now, back to a cause that is no task’s' }),
    move: lastMove.nullable().meta({ description: 'The run that moved it last; null: it never moved' }),
    movedBy: z.array(chainStep).meta({ description: 'The driving chain within that run' }),
    changes: z.array(causingChange).meta({ description: 'The changes at the root of that chain, newest last' }),
  })
  .meta({ id: 'Why' })

/** A date that a change would move, and why: what a dry run answers. */
export const previewMove = z
  .object({
    taskId: id,
    taskName: z.string(),
    before: z.object({ earlyStart: wallTime.nullable(), earlyFinish: wallTime.nullable() }),
    after: z.object({ earlyStart: wallTime, earlyFinish: wallTime }),
    startDriver: driver,
    finishDriver: driver,
    sentence: z.string(),
  })
  .meta({ id: 'PreviewMove' })

/** What a change set would do; nothing of it is written. */
export const changePreview = z
  .object({
    revision: revision.meta({ description: 'The plan that it was tried on' }),
    summary: z.string(),
    created: z.array(id),
    movedCount: z.int(),
    moves: z.array(previewMove).meta({ description: 'Earliest new start first, 1,000 at most' }),
    finishesAt: z.object({ before: wallTime.nullable(), after: wallTime.nullable() }),
    scheduleError: z.object({ type: z.string(), message: z.string(), taskIds: z.array(id) }).nullable(),
  })
  .meta({ id: 'ChangePreview' })

export type DateField = z.infer<typeof dateField>
export type ChainStep = z.infer<typeof chainStep>
export type CausingChange = z.infer<typeof causingChange>
export type Why = z.infer<typeof why>
export type PreviewMove = z.infer<typeof previewMove>
export type ChangePreview = z.infer<typeof changePreview>
