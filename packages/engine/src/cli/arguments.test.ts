import { describe, expect, it } from 'vitest'
import { parseArguments, UsageError } from './arguments.ts'

const problemOf = (...argv: string[]) => {
  try {
    parseArguments(argv)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('parseArguments', () => {
  it('has defaults', () => {
    expect(parseArguments(['simulate', 'plan.xml'])).toEqual({
      command: 'simulate',
      files: ['plan.xml'],
      json: false,
      repeat: 1,
      runs: 10_000,
      seed: 1,
      distribution: 'pert',
      threads: null,
      schedules: null,
      seconds: null,
      withinFloat: false,
    })
  })

  it('takes options before and after the file', () => {
    const args = parseArguments(['level', '--schedules', '1000', 'a.sm', 'b.sm', '--json', '--seed=7'])
    expect(args).toMatchObject({ command: 'level', files: ['a.sm', 'b.sm'], json: true, schedules: 1000, seed: 7 })
    expect(parseArguments(['level', 'a.sm', '--seconds', '0.5'])).toMatchObject({ seconds: 0.5 })
  })

  it('gives way to help', () => {
    expect(parseArguments(['--help'])).toBeNull()
    expect(parseArguments(['schedule', '-h'])).toBeNull()
  })

  it.each([
    [[], /Which command/],
    [['plan', 'x'], /no command plan/],
    [['schedule'], /Which file/],
    [['schedule', 'a', 'b'], /one file, not 2/],
    [['simulate', 'a', '--runs', '0'], /--runs is a whole number from 1/],
    [['simulate', 'a', '--seed', '1.5'], /--seed is a whole number/],
    [['simulate', 'a', '--distribution', 'beta'], /pert or triangular/],
    [['level', 'a', '--seconds', '-1'], /--seconds/],
    [['level', 'a', '--seconds', '1', '--schedules', '5'], /exclude each other/],
    [['schedule', 'a', '--fast'], /--fast/],
  ])('refuses %j', (argv, message) => {
    expect(problemOf(...argv)).toMatch(message)
  })
})
