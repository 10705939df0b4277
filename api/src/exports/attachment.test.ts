import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileNameOf } from '../compute/files/file-name.ts'
import { attachment } from './attachment.ts'

it.each([
  ['Harbour bridge', 'Harbour bridge.pdf'],
  ['../../etc/passwd', 'etc passwd.pdf'],
  ['A "plan": 1/2\r\nSet-Cookie: a=b', 'A plan 1 2 Set-Cookie a=b.pdf'],
  ['Мост', 'Мост.pdf'],
  ['...', 'export.pdf'],
  ['', 'export.pdf'],
  ['a'.repeat(500), `${'a'.repeat(120)}.pdf`],
])('%j is saved as %j', (title, name) => {
  expect(fileNameOf(title, 'pdf')).toBe(name)
})

it('says a name in ASCII and as it is', () => {
  expect(attachment('Café (new) Мост.pdf')).toBe(
    `attachment; filename="Cafe (new) ____.pdf"; filename*=UTF-8''Caf%C3%A9%20%28new%29%20%D0%9C%D0%BE%D1%81%D1%82.pdf`,
  )
})

it('lets nothing of a name out of its header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (title) => {
      const header = attachment(fileNameOf(title, 'csv'))
      expect(header).toMatch(/^attachment; filename="[ !#-$&-[\]-~]*"; filename\*=UTF-8''[A-Za-z0-9!~._%-]*$/)
      expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(fileNameOf(title, 'csv'))
    }),
  )
})
