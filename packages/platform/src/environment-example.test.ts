import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { settingNames } from './setting-table.ts'

it('.env.example lists exactly the settings that there are', () => {
  const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
  const listed = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1])
  expect(listed.toSorted()).toEqual([...settingNames].toSorted())
})
