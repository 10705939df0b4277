import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { notificationKinds } from './notification.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/notifications.md'), 'utf8')
const yes = (is: boolean) => (is ? 'yes' : '–')

describe('docs/notifications.md', () => {
  it.each(Object.entries(notificationKinds))('has %s as the table of kinds does', (kind, { title, to, ...how }) => {
    const { inbox, mail, isFixed } = how
    expect(page).toContain(`| \`${kind}\` | ${title} | ${to} | ${yes(inbox)} | ${mail} | ${yes(isFixed)} |`)
  })

  it('has no other kinds', () => {
    const rows = page.match(/^\| `[a-z-]+` \| [^|]+ \| [^|]+ \| (yes|–) \|/gm) ?? []
    expect(rows).toHaveLength(Object.keys(notificationKinds).length)
  })
})
