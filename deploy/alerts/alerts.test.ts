import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Rule {
  alert: string
  expr: string
  annotations: { summary: string; description: string }
}
const root = join(import.meta.dirname, '../..')
const { groups } = parse(readFileSync(join(import.meta.dirname, 'throughline.rules.yaml'), 'utf8')) as {
  groups: { rules: Rule[] }[]
}
const rules = groups.flatMap((group) => group.rules)
const instruments = ['api/src/metrics.ts'].map((file) => readFileSync(join(root, file), 'utf8')).join('\n')

describe('alert rules', () => {
  it.each(rules)('$alert is about numbers that the service has', ({ expr, annotations }) => {
    const names = expr.match(/throughline_[a-z_]+/g) ?? []
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(instruments).toContain(`'${name}'`)
    expect(annotations.summary && annotations.description).toBeTruthy()
  })

  it('have names of their own', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  })
})
