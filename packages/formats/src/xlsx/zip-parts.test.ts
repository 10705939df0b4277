import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zipOf } from '../../test-support/zip.ts'
import { openZip, type ZipLimits, type ZipParts } from './zip-parts.ts'

const LIMITS: ZipLimits = { entries: 3, bytes: 100_000, ratio: 10, freeBytes: 1_000 }

describe('the parts of a zip file', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'throughline-test-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function withZip<Value>(
    parts: Parameters<typeof zipOf>[0],
    use: (zip: ZipParts) => Promise<Value>,
  ): Promise<Value> {
    const path = join(folder, 'test.zip')
    await writeFile(path, await zipOf(parts))
    const zip = await openZip(path, LIMITS)
    try {
      return await use(zip)
    } finally {
      zip.close()
    }
  }

  async function textOf(zip: ZipParts, name: string): Promise<string> {
    const chunks: Uint8Array[] = []
    for await (const chunk of zip.read(name)) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }

  it('are found whatever the case of their names', async () => {
    await withZip({ 'xl/A.xml': 'a', b: 'b' }, async (zip) => {
      expect([zip.has('XL/a.XML'), zip.has('c')]).toEqual([true, false])
      expect(await textOf(zip, 'xl/a.xml')).toBe('a')
      await expect(textOf(zip, 'c')).rejects.toThrow('has no part “c”')
    })
  })

  it('are so many at most', async () => {
    const read = withZip({ a: '', b: '', c: '', d: '' }, async () => 'read')
    await expect(read).rejects.toThrow('has more than 3 parts')
  })

  it('unpack to so many times their size, but for some bytes that each may have', async () => {
    await withZip({ few: 'x'.repeat(1_000), many: 'x'.repeat(10_000) }, async (zip) => {
      expect(await textOf(zip, 'few')).toHaveLength(1_000)
      await expect(textOf(zip, 'many')).rejects.toThrow('its part “many” unpacks to more than 10 times its size')
    })
  })

  it('unpack to so many bytes together', async () => {
    const noise = randomBytes(30_000).toString('hex')
    await withZip({ a: noise, b: noise }, async (zip) => {
      expect(await textOf(zip, 'a')).toHaveLength(60_000)
      await expect(textOf(zip, 'b')).rejects.toThrow('it unpacks to more than')
    })
  })
})
