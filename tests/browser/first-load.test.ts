import path from 'node:path'
import { expect, test } from 'vitest'
import { ensureBuild } from '../harness/service/index.ts'
import { firstLoadOf } from './first-load.ts'

/** The goal is 250,000: what is in the way is React Aria, socket.io and the formatting of messages. It only goes down. */
const most = 336_000

test('the schedule loads little before it is drawn, and no schemas', async () => {
  const sizes = firstLoadOf(path.join(await ensureBuild(['web']), 'web'))
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  expect(total, JSON.stringify(Object.fromEntries(sizes))).toBeLessThan(most)
  expect([...sizes.keys()].filter((file) => file.includes('schemas'))).toEqual([])
})
