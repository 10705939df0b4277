import { queryClient, sessionKey } from '../../../lib/query-client.ts'
import { client, closeLive } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export async function signOut(): Promise<void> {
  try {
    await client.call('signOut')
  } catch (error) {
    showError('You are still signed in', error)
    return
  }
  closeLive()
  queryClient.clear()
  queryClient.setQueryData(sessionKey, null)
}

export async function switchOrganisation(organisationId: string): Promise<void> {
  try {
    const session = await client.call('switchOrganisation', { body: { organisationId } })
    closeLive()
    queryClient.clear()
    queryClient.setQueryData(sessionKey, session)
  } catch (error) {
    showError('The organisation could not be switched', error)
  }
}
