import { clampUnits, MAXIMUM_SHORT_NAME, trimmedName } from '../../limits.ts'
import { PLAIN_RESOURCE } from '../../plain-document.ts'
import type { DocumentAssignment, DocumentResource, DocumentTask, PlanDocument } from '../../plan-document.ts'
import { assignmentKey } from '../../row-keys.ts'
import { remembered } from '../remembered.ts'
import { joinList, listSplitter, quotedName, unquoted } from './list-text.ts'

interface ResourceText {
  readonly name: string
  readonly units: number
}

interface NamedResource extends ResourceText {
  readonly key: string
}

const UNITS = /\[\s{0,9}(\d{1,10}(?:[.,]\d{1,10})?)\s{0,9}(%?)[^[\]]*\]$/
/** Longer ones are cut, as names are. */
const LONGEST = 500

/** `texts` are the resources of each task. They are told apart by name, whatever the case of its letters. */
export function buildResources(
  tasks: readonly DocumentTask[],
  texts: readonly string[],
  column: number,
): Pick<PlanDocument, 'resources' | 'assignments'> {
  const split = listSplitter()
  const resourceOf = remembered(namedResource)
  const resources = new Map<string, DocumentResource>()
  const assignments: DocumentAssignment[] = []
  for (const [index, { key: taskKey, line }] of tasks.entries()) {
    const text = texts[index] ?? ''
    if (text === '') continue
    const unitsByKey = new Map<string, number>()
    for (const item of split(text, { line, column })) {
      const resource = resourceOf(item)
      if (resource === null) continue
      const { key, name, units } = resource
      if (!resources.has(key)) resources.set(key, { ...PLAIN_RESOURCE, key, name })
      unitsByKey.set(key, clampUnits((unitsByKey.get(key) ?? 0) + units))
    }
    for (const [key, units] of unitsByKey) {
      assignments.push(plainAssignment(assignmentKey(taskKey, key), taskKey, key, units))
    }
  }
  return { resources: [...resources.values()], assignments }
}

function namedResource(item: string): NamedResource | null {
  const parsed = parseResource(item)
  if (parsed === null) return null
  const name = trimmedName(parsed.name, MAXIMUM_SHORT_NAME, 'Resource')
  return { key: name.toLowerCase(), name, units: parsed.units }
}

/** Written out and not spread from a plain one: there are many, and such objects take four times as much memory. */
function plainAssignment(key: string, taskKey: string, resourceKey: string, units: number): DocumentAssignment {
  return {
    key,
    guid: null,
    taskKey,
    resourceKey,
    units,
    workMinutes: null,
    overtimeMinutes: 0,
    actualWorkMinutes: 0,
    remainingWorkMinutes: null,
    delayMinutes: 0,
    drivesDuration: true,
    notes: '',
    extra: null,
  }
}

/** "Ann", "Bob[50%]", "Sand[3 t]", a name in quotes with any signs in it; null when there is no name. */
export function parseResource(item: string): ResourceText | null {
  const text = item.trim().slice(0, LONGEST)
  const quoted = unquoted(text)
  const isQuoted = quoted !== null && (quoted.rest === '' || UNITS.exec(quoted.rest)?.index === 0)
  const units = UNITS.exec(isQuoted ? quoted.rest : text)
  const name = isQuoted ? quoted.name : units === null ? text : text.slice(0, units.index).trim()
  if (name.trim() === '') return null
  const amount = Number((units?.[1] ?? '1').replace(',', '.'))
  return { name, units: units?.[2] === '%' ? amount / 100 : amount }
}

/** A cell that `parseResource` gets the same back from, in lists that may hold any names. */
export function formatResources(items: readonly ResourceText[]): string {
  return joinList(items.map(({ name, units }) => `${quotedName(name)}${formatUnits(units)}`))
}

function formatUnits(units: number): string {
  if (units === 1) return ''
  const percent = Number((units * 100).toFixed(6))
  return percent / 100 === units ? `[${percent}%]` : `[${Number(units.toFixed(10))}]`
}
