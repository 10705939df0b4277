import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openSealed, seal } from './sealed.ts'

const key = randomBytes(32)

test('what was sealed opens with its key and for what it is about, and looks different each time', () => {
  const [first, second] = [seal(key, 'secret ✓', 'row 1'), seal(key, 'secret ✓', 'row 1')]
  expect(openSealed(key, first, 'row 1')).toBe('secret ✓')
  expect(first.equals(new Uint8Array(second))).toBe(false)
  expect(first.includes('secret')).toBe(false)
})

test('it opens for nothing else, by no other key, and not when a bit was changed or cut off', () => {
  const sealed = seal(key, 'secret', 'row 1')
  expect(() => openSealed(key, sealed, 'row 2')).toThrow()
  expect(() => openSealed(randomBytes(32), sealed, 'row 1')).toThrow()
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(new Uint8Array(sealed))
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => openSealed(key, changed, 'row 1'), `byte ${at}`).toThrow()
  }
  expect(() => openSealed(key, sealed.subarray(0, 20), 'row 1')).toThrow()
})
