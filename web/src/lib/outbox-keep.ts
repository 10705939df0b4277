import type { OutboxEntry, OutboxKeep } from '@throughline/client'
import { browserStore } from './browser-store.ts'

const lockOf = (page: string): string => `throughline-page/${page}`
const adoption = 'throughline-adoption'

/** Held for as long as this page lives, so that others know its changes to be looked after. */
const page = crypto.randomUUID()
let isHeld = false

function holdPage(): Promise<void> {
  if (isHeld) return Promise.resolve()
  isHeld = true
  return new Promise((resolve) => {
    void navigator.locks.request(lockOf(page), () => {
      resolve()
      return new Promise<void>(() => undefined)
    })
  })
}

/** Keeps the changes of one person in one organisation in this browser. Pages that are open share them without sending any twice. */
export function outboxKeep(owner: string): OutboxKeep {
  async function put(entry: OutboxEntry): Promise<void> {
    await holdPage()
    await (await browserStore()).put('outbox', { key: entry.key, owner, page, entry })
  }

  /** Those of pages that are gone; one page at a time looks. */
  async function adopt(): Promise<readonly OutboxEntry[]> {
    await holdPage()
    const store = await browserStore()
    return await navigator.locks.request(adoption, async () => {
      const { held = [] } = await navigator.locks.query()
      const alive = new Set(held.map(({ name }) => name))
      const left = (await store.getAllFromIndex('outbox', 'owner', owner)).filter((row) => !alive.has(lockOf(row.page)))
      for (const row of left) await store.put('outbox', { ...row, page })
      return left.map(({ entry }) => entry)
    })
  }

  return { adopt, put, remove: async (key) => (await browserStore()).delete('outbox', key) }
}
