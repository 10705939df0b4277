import { faultPoints } from '@throughline/platform'
import { expect, test } from 'vitest'
import { listSourceFiles } from './source-files.ts'

test('each fault point of the list stands in one place of the code, and no other does', () => {
  const folders = ['api', 'activities', 'email-service', 'packages/domain']
  const files = folders
    .flatMap((folder) => listSourceFiles(`${folder}/src`, ['.ts', '.tsx']))
    .filter(({ path }) => !path.includes('.test.'))
  const found = files.flatMap(({ text }) => [...text.matchAll(/\bfaultPoint\('([^']+)'\)/g)].map(([, name]) => name))
  expect(found.toSorted()).toEqual([...faultPoints].toSorted())
})
