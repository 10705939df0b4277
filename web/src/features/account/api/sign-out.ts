import { forgetPlans } from '../../../lib/plan-copies.ts'
import { queryClient, sessionKey } from '../../../lib/query-client.ts'
import { client, closeLive } from '../../../lib/service.ts'
import { forgetSession } from '../../../lib/session.ts'
import { showError } from '../../../lib/toasts.ts'

export async function signOut(): Promise<void> {
  try {
    await client.call('signOut')
  } catch (error) {
    showError('You are still signed in', error)
    return
  }
  closeLive()
  forgetSession()
  queryClient.clear()
  queryClient.setQueryData(sessionKey, null)
  // Where nothing can be kept, there is nothing to forget.
  await forgetPlans().catch(() => undefined)
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
