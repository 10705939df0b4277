import { describe, expect, it } from 'vitest'
import { lookAt, sizeText } from './file-kinds.ts'

const fileOf = (name: string, ...content: BlobPart[]) => new File(content, name)

describe('a file', () => {
  it('is known before it is sent', async () => {
    const file = fileOf('tasks.csv', 'Name,Duration\nDig,2d\n')
    expect(await lookAt(file)).toEqual({ file, format: 'csv' })
  })

  it('of Microsoft Project itself is answered with what to do, by whichever name', async () => {
    const content = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
    for (const name of ['plan.mpp', 'plan.xml'])
      expect(await lookAt(fileOf(name, content))).toEqual({ refusal: expect.stringMatching(/Save As.*XML Format/) })
  })

  it('has a size', () => {
    expect([640, 12_400, 3_100_000].map(sizeText)).toEqual(['640 bytes', '12.4 kB', '3.1 MB'])
  })
})
