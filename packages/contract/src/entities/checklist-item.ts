import { z } from 'zod'
import { id, label, revision } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

const error = refusing(() => checklistItemSchemas)

/** Items of one task. */
export const maximumChecklistItems = 200

const settable = z.strictObject(
  {
    text: label(500),
    isDone: z.boolean().meta({ description: 'Ticked; whoever may report progress may set it' }),
    position: z.number().meta({ description: 'Orders the items of a task' }),
  },
  { error },
)

/** `position` left out puts it last. */
export const checklistItemValues = z
  .strictObject({ taskId: id, ...settable.partial().required({ text: true }).shape }, { error })
  .meta({ id: 'ChecklistItemValues', description: 'A thing to be done for a task, too small to be planned' })
export const checklistItemPatch = settable.partial().meta({ id: 'ChecklistItemPatch' })
export const checklistItem = z
  .object({ id, projectId: id, taskId: id, ...settable.shape, revision })
  .meta({ id: 'ChecklistItem' })

export const checklistItemSchemas: EntitySchemas = {
  name: 'checklist item',
  read: checklistItem,
  values: checklistItemValues,
  patch: checklistItemPatch,
  computed: [],
}

export type ChecklistItemValues = z.infer<typeof checklistItemValues>
export type ChecklistItemPatch = z.infer<typeof checklistItemPatch>
export type ChecklistItem = z.infer<typeof checklistItem>
