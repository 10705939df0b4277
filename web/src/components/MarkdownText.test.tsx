// @vitest-environment happy-dom

import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { MarkdownText } from './MarkdownText.tsx'

afterEach(cleanup)

const ann = '00000000-0000-7000-8000-00000000000a'
const bob = '00000000-0000-7000-8000-00000000000b'

function html(text: string, mentions: string[] = []): string {
  const { container } = render(<MarkdownText text={text} mentions={mentions} />)
  return container.innerHTML
}

describe('text of people', () => {
  it('has lists, tables and emphasis', () => {
    expect(html('- one\n- **two**\n\n| a |\n|---|\n| b |')).toMatch(
      /<li>one<\/li>.*<strong>two<\/strong>.*<td>b<\/td>/s,
    )
  })

  it('leads only to pages and addresses, and tells them nothing; what may not be followed stays as typed', () => {
    const shown = html(
      '[page](https://example.com) [mail](mailto:a@example.com) [script](javascript:alert(1)) [data](data:text/html,x)',
    )
    const links = screen.getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://example.com', 'mailto:a@example.com'])
    for (const link of links) expect(link.getAttribute('rel')).toContain('noopener')
    expect(shown).toContain('[script](javascript:alert(1)) [data](data:text/html,x)')
  })

  it('fetches no image, and runs no HTML', () => {
    const shown = html(
      '![plan](https://example.com/a.png) <img src=x onerror=alert(1)> <b>bold</b>\n\n<script>x</script>',
    )
    expect(shown).not.toMatch(/<img|<b>|<script/)
    expect(screen.getByRole('link', { name: 'plan' }).getAttribute('href')).toBe('https://example.com/a.png')
  })

  it('names whom it mentions; a link to a person without its sign is mere text', () => {
    const shown = html(`@[Ann](person:${ann}), @[Bob](person:${bob}), [Cid](person:${ann})`, [ann])
    expect(shown).toMatch(/<span class="[^"]*mention[^"]*">@Ann<\/span>, <span>@Bob<\/span>, \[Cid\]\(person:/)
  })
})
