import { createClient, createLiveConnection, createOutbox, type LiveConnection, type Outbox } from '@throughline/client'
import type { Session } from '@throughline/contract'
import { outboxKeep } from './outbox-keep.ts'

export const client = createClient()

let connection: LiveConnection | undefined

/** The one live connection of the page; opened when first needed, which is after sign-in. */
export function getLive(): LiveConnection {
  connection ??= createLiveConnection()
  return connection
}

export function closeLive(): void {
  connection?.close()
  connection = undefined
}

/** Whose changes and copies are whose in this browser: a person in an organisation. */
export const ownerOf = ({ person, organisation }: Session): string => `${person.id}/${organisation.id}`

let outbox: { owner: string; box: Outbox } | undefined

/** The one outbox of the page, of whoever is signed in. */
export function getOutbox(session: Session): Outbox {
  const owner = ownerOf(session)
  if (outbox?.owner !== owner) {
    outbox?.box.close()
    outbox = { owner, box: createOutbox({ client, keep: outboxKeep(owner) }) }
  }
  return outbox.box
}
