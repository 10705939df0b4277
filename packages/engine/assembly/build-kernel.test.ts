import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { buildKernel, GENERATED } from './build-kernel.ts'

test('the committed module is what the source compiles to', async () => {
  expect(await buildKernel()).toBe(await readFile(GENERATED, 'utf8'))
}, 60_000)
