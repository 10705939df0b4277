import type { DocumentBaseline, DocumentTask } from '../../plan-document.ts'
import { formatOf } from '../values.ts'
import { numberText, type XmlNode } from '../xml-node.ts'
import type { FieldPlan, PlannedField } from './field-plan.ts'
import { dateText, durationText } from './write-values.ts'

export function baselineNodes({ baselines, durationUnit, isElapsed }: DocumentTask): readonly XmlNode[] {
  const format = String(formatOf(durationUnit, isElapsed, false))
  return baselines.map((baseline) => ['Baseline', contentOf(baseline, format)])
}

function contentOf(baseline: DocumentBaseline, format: string): readonly XmlNode[] {
  const { number, start, finish, durationMinutes, workMinutes, costMinor } = baseline
  return [
    ['Number', String(number)],
    ['Interim', '0'],
    ['Start', dateText(start)],
    ['Finish', dateText(finish)],
    ['Duration', durationText(durationMinutes)],
    ['DurationFormat', format],
    ['EstimatedDuration', '0'],
    ['Work', durationText(workMinutes)],
    ['Cost', String(costMinor)],
  ]
}

/** The values of custom fields, and a three-point estimate in the fields for it. */
export function fieldValueNodes(task: DocumentTask, { byKey, estimate: places }: FieldPlan): readonly XmlNode[] {
  const { customFields, estimate } = task
  const nodes = Object.entries(customFields).flatMap(([key, value]) => {
    const planned = byKey.get(key)
    return planned === undefined ? [] : [fieldValueNode(planned, value, task)]
  })
  if (estimate === null) return nodes
  const { optimisticMinutes, mostLikelyMinutes, pessimisticMinutes } = estimate
  const minutes = [optimisticMinutes, mostLikelyMinutes, pessimisticMinutes]
  return [...nodes, ...places.map((planned, index) => fieldValueNode(planned, minutes[index] ?? 0, task))]
}

function fieldValueNode(
  { field }: PlannedField,
  value: string | number | boolean,
  { durationUnit, isElapsed }: DocumentTask,
): XmlNode {
  const format: readonly XmlNode[] =
    field.type === 'duration' ? [['DurationFormat', String(formatOf(durationUnit, isElapsed, false))]] : []
  return ['ExtendedAttribute', [['FieldID', field.id], ['Value', valueText(field.type, value)], ...format]]
}

function valueText(type: PlannedField['field']['type'], value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number') return type === 'duration' ? durationText(value) : numberText(value)
  return type === 'date' ? dateText(value) : value
}

export function fieldDefinitionNodes({ byKey, estimate }: FieldPlan): readonly XmlNode[] {
  return [...byKey.values(), ...estimate].map(({ field, alias }) => [
    'ExtendedAttribute',
    [['FieldID', field.id], ['FieldName', field.key], ...(alias === null ? [] : [['Alias', alias] as const])],
  ])
}
