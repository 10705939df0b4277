import { expect, test } from 'vitest'
import { readFaultArguments } from './arguments.ts'

test('reads what is to be run', () => {
  expect(readFaultArguments(['--smoke', '--only', 'edit:', '--seed', '7'])).toEqual({
    run: 'smoke',
    only: 'edit:',
    resume: false,
    list: false,
    seed: 7,
    randomMinutes: 0,
    markdown: false,
  })
})

test.each([['--seed', 'x'], ['--random', '-1'], ['--all'], ['edit']])('refuses %s %s', (...args) => {
  expect(() => readFaultArguments(args.filter((arg) => arg !== undefined))).toThrow()
})
