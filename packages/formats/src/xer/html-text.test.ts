import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlOfText, textOfHtml } from './html-text.ts'

describe('notes in HTML', () => {
  it.each([
    ['<HTML><BODY><P>One</P>\x7f\x7f<P>Two &amp; three</P></BODY></HTML>', 'One\nTwo & three'],
    [
      '<html><head><style>p { color: red }</style></head><body>One<br/>Two&nbsp;\x7f\x7f  three</body></html>',
      'One\nTwo  three',
    ],
    ['<ul><li>One</li><li>Two</li></ul>', 'One\nTwo'],
    ['<HTML><BODY></BODY></HTML>', ''],
    ['plain, 1 < 2 &unknown; &#8364;', 'plain, 1 < 2 &unknown; €'],
    ['<p>One</p><br><p>Two</p>', 'One\n\n\nTwo'],
  ])('%j says %j', (html, text) => {
    expect(textOfHtml(html)).toBe(text)
  })

  it('are written so that they read as they were, in ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }), (one, two) => {
        const text = `${one}\n${two}\r\n  - &amp; <b>\t`.replace(/\0/g, '').toWellFormed()
        const html = htmlOfText(text)
        expect(html).toMatch(/^[\x20-\x7e\xa1-\xff]*$/)
        expect(textOfHtml(html)).toBe(text)
      }),
    )
  })
})
