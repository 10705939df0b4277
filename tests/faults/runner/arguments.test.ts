import { expect, test } from 'vitest'
import { readFaultArguments } from './arguments.ts'

test('reads what is to be run', () => {
  expect(readFaultArguments(['--smoke', '--only', 'edit:', '--seed', '7', '--parallel', '4'])).toEqual({
    run: 'smoke',
    only: 'edit:',
    resume: false,
    list: false,
    seed: 7,
    parallel: 4,
    randomMinutes: 0,
    markdown: false,
  })
})

test('reads how long faults come at random', () => {
  expect(readFaultArguments(['--random', '--minutes', '2']).randomMinutes).toBe(2)
  expect(readFaultArguments(['--random']).randomMinutes).toBe(60)
})

test.each([['--seed', 'x'], ['--parallel', '0'], ['--random', '--minutes', 'x'], ['--all'], ['edit']])(
  'refuses %s %s',
  (...args) => {
    expect(() => readFaultArguments(args.filter((arg) => arg !== undefined))).toThrow()
  },
)
