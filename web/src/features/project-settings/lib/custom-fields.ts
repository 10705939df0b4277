import type { ChangeSetInput, CustomField, Plan, Project } from '@throughline/contract'
import { text } from './text.ts'

export const fieldTypes: readonly CustomField['type'][] = ['text', 'number', 'date', 'flag', 'duration', 'cost']

/** A key for a name: "Risk level" is `riskLevel`, `riskLevel2` where that is taken. */
export function keyFor(name: string, taken: readonly CustomField[]): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  const joined = words
    .map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
  const base = (/^[A-Za-z]/.test(joined) ? joined : `field${joined}`).slice(0, 40)
  const keys = new Set(taken.map(({ key }) => key))
  let key = base
  for (let count = 2; keys.has(key); count++) key = `${base}${count}`
  return key
}

const setFields = ({ id }: Project, customFields: CustomField[], summary: string): ChangeSetInput => ({
  summary,
  operations: [{ op: 'update', entity: 'project', id, patch: { customFields } }],
})

export function addField(project: Project, name: string, type: CustomField['type']): ChangeSetInput {
  const field = { key: keyFor(name, project.customFields), name: name.trim(), type }
  return setFields(project, [...project.customFields, field], text('fieldAdded', { name: field.name }))
}

export function removeField(project: Project, { key, name }: CustomField): ChangeSetInput {
  const rest = project.customFields.filter((field) => field.key !== key)
  return setFields(project, rest, text('fieldRemoved', { name }))
}

/** How many tasks say something in a field. */
export const valuesIn = ({ tasks }: Plan, { key }: CustomField): number =>
  tasks.filter(({ customFields }) => key in customFields).length
