import { expect, it } from 'vitest'
import { uidLookup } from './uids.ts'

it.each([
  ['numbers stay', ['3', '1', '0'], [], [3, 1, 0]],
  ['texts get what is left, from 1, in their order', ['a', '2', 'b', '1', 'c'], [], [3, 2, 4, 1, 5]],
  ['what is reserved is not given', ['a', 'b'], [0, 1, 3], [2, 4]],
  ['what is no UID is a text', ['01', '-1', '1.5', '2147483648', '2147483647'], [], [1, 2, 3, 4, 2_147_483_647]],
])('of keys %s', (_what, keys, reserved, expected) => {
  expect(keys.map(uidLookup(keys, () => reserved))).toEqual(expected)
})
