import type { AnyRun } from '@throughline/contract'
import { expect, it } from 'vitest'
import type { Client } from './client.ts'
import { followRun } from './follow-run.ts'

const run = (revision: number, state: AnyRun['state']) => ({ id: 'r', revision, state }) as AnyRun

it('asks for what is newer than what it has, says each change once, and stops with the run', async () => {
  const answers = [run(1, 'running'), run(1, 'running'), run(3, 'paused'), run(4, 'completed')]
  const asked: unknown[] = []
  const client = {
    call: async (_: string, { query }: { query: unknown }) => {
      asked.push(query)
      return answers.shift()
    },
  } as unknown as Client
  const seen: number[] = []
  for await (const each of followRun(client, 'r', { wait: 5 })) seen.push(each.revision)
  expect(seen).toEqual([1, 3, 4])
  expect(asked).toEqual([{}, { wait: 5, since: 1 }, { wait: 5, since: 1 }, { wait: 5, since: 3 }])
})
