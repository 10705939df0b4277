import { createClient, createLiveConnection, type LiveConnection } from '@throughline/client'

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
