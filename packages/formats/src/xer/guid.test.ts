import { describe, expect, it } from 'vitest'
import { guidOfUuid, uuidOfGuid } from './guid.ts'

describe('a GUID of Primavera', () => {
  it('is base64 of the bytes as Windows keeps them', () => {
    expect(uuidOfGuid('AAECAwQFBgcICQoLDA0ODw')).toBe('03020100-0504-0706-0809-0a0b0c0d0e0f')
    expect(guidOfUuid('03020100-0504-0706-0809-0a0b0c0d0e0f')).toBe('AAECAwQFBgcICQoLDA0ODw')
  })

  it('may be written out, in braces', () => {
    expect(uuidOfGuid('{03020100-0504-0706-0809-0A0B0C0D0E0F}')).toBe('03020100-0504-0706-0809-0a0b0c0d0e0f')
  })

  it.each([null, '', 'AAECAwQFBgcICQoLDA0OD', 'not a guid at all!!!!!'])('is not %j', (text) => {
    expect(uuidOfGuid(text)).toBeNull()
  })
})
