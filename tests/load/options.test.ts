import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('without options it is the run that the goals are about', () => {
  expect(readOptions([])).toMatchObject({ seconds: 600, rate: 167, sockets: 1_000, statements: false, form: 'text' })
})

test('what makes no sense is refused by its name', () => {
  expect(() => readOptions(['--rate', '0'])).toThrow('--rate')
  expect(() => readOptions(['--temporal', 'cloud'])).toThrow('--temporal')
  expect(() => readOptions(['--speed', '1'])).toThrow('--speed')
})
