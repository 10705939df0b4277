import type { CustomField, CustomValues } from '@throughline/contract'
import { MAXIMUM_SHORT_NAME } from '../limits.ts'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import { fitLabel, fitText } from './fit.ts'

const KEY = /^[A-Za-z][A-Za-z0-9_]{0,49}$/
const KEY_LENGTH = 50
const MAXIMUM_VALUE = 2_000

type Fields = Pick<PlanDocument, 'customFields'>

/** The custom fields of a project, under keys that the contract takes. */
export function customFieldsFit(document: Fields): CustomField[] {
  const keys = keysFit(document)
  return document.customFields.map(({ key, name, type }) => ({
    key: keys.get(key) ?? key,
    name: fitLabel(name, MAXIMUM_SHORT_NAME, key),
    type,
  }))
}

/** Brings the values of tasks under the same keys; one of a field that the document does not have is left out. */
export function customValuesFit(document: Fields): (values: DocumentTask['customFields']) => CustomValues {
  const keys = keysFit(document)
  return (values) => {
    const fit: CustomValues = {}
    for (const [name, value] of Object.entries(values)) {
      const key = keys.get(name)
      if (key === undefined || (typeof value === 'number' && !Number.isFinite(value))) continue
      fit[key] = typeof value === 'string' ? fitText(value, MAXIMUM_VALUE) : value
    }
    return fit
  }
}

function keysFit({ customFields }: Fields): ReadonlyMap<string, string> {
  const keys = new Map(customFields.filter(({ key }) => KEY.test(key)).map(({ key }) => [key, key]))
  const taken = new Set(keys.values())
  for (const { key } of customFields) {
    if (keys.has(key)) continue
    const plain = key.replace(/[^A-Za-z0-9_]+/g, '_')
    const stem = /^[A-Za-z]/.test(plain) ? plain : `f${plain}`
    const fit = freeKey(stem, taken)
    taken.add(fit)
    keys.set(key, fit)
  }
  return keys
}

function freeKey(stem: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `_${number}`
    const key = stem.slice(0, KEY_LENGTH - end.length) + end
    if (!taken.has(key)) return key
  }
}
