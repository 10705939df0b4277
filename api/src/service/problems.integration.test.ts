import { readFileSync } from 'node:fs'
import { problemTypes } from '@throughline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const known = Object.entries(problemTypes)

test.each(known)('the type %s resolves, for people and for programs', async (name, described) => {
  const get = (accept: string) => fetch(`${api.url}/problems/${name}`, { headers: { accept } })
  expect(await (await get('application/json')).json()).toEqual({ type: `/problems/${name}`, ...described })
  const page = await get('text/html')
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toContain(`<h1>${described.title}</h1>`)
})

test('a type that is none is not there', async () => {
  for (const name of ['nothing', '__proto__', '%3Cscript%3E'])
    expect((await fetch(`${api.url}/problems/${name}`, { headers: { accept: 'application/json' } })).status).toBe(404)
})

test('docs/api.md says of each the same', () => {
  const text = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8')
  for (const [name, { status, when }] of known)
    expect(text).toContain(`| \`/problems/${name}\` | ${status} | ${when} |`)
})
