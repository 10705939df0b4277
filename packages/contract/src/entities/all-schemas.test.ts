import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { changeSetInput } from '../change-set.ts'
import { issuesOf } from '../issues.ts'
import { operations } from '../operations/index.ts'
import type { Operation } from '../operations/operation.ts'
import { entitySchemas } from './all-schemas.ts'
import { refusalOf } from './entity-schemas.ts'

const id = '00000000-0000-7000-8000-000000000001'
const projectId = '00000000-0000-7000-8000-000000000002'

type Unsettable = [entity: keyof typeof entitySchemas, field: string, part: 'values' | 'patch']

/** Every field that is read of an entity and that a new one, or a change, does not take. */
const unsettable = Object.entries(entitySchemas).flatMap(([entity, { read, values, patch }]) =>
  Object.keys(read.shape).flatMap((field): Unsettable[] => [
    ...(field in values.shape || field === 'id' ? [] : [[entity, field, 'values'] as Unsettable]),
    ...(field in patch.shape ? [] : [[entity, field, 'patch'] as Unsettable]),
  ]),
)

/** A value of a field's type, so that only its being there can be wrong. */
const anyValue: Record<string, unknown> = { id, projectId, revision: 3 }

describe('a field that cannot be set', () => {
  test('is one of every entity', () => {
    expect(new Set(unsettable.map(([entity]) => entity))).toEqual(new Set(Object.keys(entitySchemas)))
    expect(unsettable).toContainEqual(['task', 'earlyStart', 'patch'])
    expect(unsettable).toContainEqual(['project', 'taskCount', 'patch'])
    expect(unsettable).toContainEqual(['baseline', 'capturedAt', 'values'])
  })

  test.each(unsettable)('%s.%s is refused in %s, with its path and why', (entity, field, part) => {
    const result = entitySchemas[entity][part].safeParse({ [field]: anyValue[field] ?? null })
    const issues = issuesOf(result.error as z.ZodError, 'body.')
    expect(issues).toContainEqual({ path: `body.${field}`, message: refusalOf(entitySchemas[entity], field) })
  })

  test.each(unsettable.filter(([entity, , part]) => entity !== 'project' || part === 'patch'))(
    '%s.%s is refused in %s of a change set',
    (entity, field, part) => {
      const operation = part === 'values' ? { op: 'create', entity } : { op: 'update', entity, id }
      const operations = [{ ...operation, [part]: { [field]: anyValue[field] ?? null } }]
      const issues = issuesOf(changeSetInput.safeParse({ operations }).error as z.ZodError)
      expect(issues).toContainEqual({
        path: `operations.0.${part}.${field}`,
        message: refusalOf(entitySchemas[entity], field),
      })
    },
  )

  test('is told apart by whether it is computed, read-only, given once, or none', () => {
    expect(refusalOf(entitySchemas.task, 'earlyStart')).toBe('earlyStart is computed by the schedule; it cannot be set')
    expect(refusalOf(entitySchemas.project, 'finishesAt')).toContain('computed by the schedule')
    expect(refusalOf(entitySchemas.baseline, 'finishesAt')).toBe('finishesAt is read-only; it cannot be set')
    expect(refusalOf(entitySchemas.task, 'revision')).toBe('revision is read-only; it cannot be set')
    expect(refusalOf(entitySchemas.link, 'predecessorId')).toBe(
      'predecessorId is given when the link is made; it cannot be changed',
    )
    expect(refusalOf(entitySchemas.task, 'colour')).toBe('a task has no field colour')
  })

  test('is named one by one where there are several', () => {
    const result = entitySchemas.task.patch.safeParse({ earlyStart: null, name: 'ok', updatedAt: 'now' })
    expect(issuesOf(result.error as z.ZodError).map(({ path }) => path)).toEqual(['earlyStart', 'updatedAt'])
  })
})

/** Records of offline stores carry columns of their own; what they may set is checked field by field. */
const loose = new Set(['pushSync'])

const bodies = (Object.entries(operations) as [string, Operation][]).filter(([, { body }]) => body)

test.each(bodies)('no object in the body of %s takes fields that it does not know', (name, { body }) => {
  const open: string[] = []
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    const schema = value as Record<string, unknown>
    if (schema.type === 'object' && schema.properties && schema.additionalProperties !== false) open.push(path)
    for (const [key, inner] of Object.entries(schema)) look(inner, `${path}/${key}`)
  }
  look(z.toJSONSchema(body as z.ZodType, { io: 'input', unrepresentable: 'any' }), '')
  if (loose.has(name)) expect(open.length).toBeGreaterThan(0)
  else expect(open).toEqual([])
})
