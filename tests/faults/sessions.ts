import type { Session } from '@throughline/contract'
import { watchAgain } from './watch-again.ts'
import type { Witness } from './witness.ts'
import type { World } from './world.ts'

const everyMs = 400
const sessionDays = 14
const halfAnHour = 1_800_000

/**
 * Signs in again and again while the clock of the api is set: who was signed in stays so, and who signs in in the meantime
 * still is when the clock is right again.
 */
export async function watchSessions(world: World): Promise<Witness> {
  const cookies = [(await signIn(world)).cookie]
  let latest = 0
  const watching = watchAgain(async () => {
    const { cookie, session } = await signIn(world)
    cookies.push(cookie)
    latest = Math.max(latest, Date.parse(session.expiresAt ?? '') - Date.now())
    await expectSignedIn(world, cookies)
  }, everyMs)
  return {
    async end() {
      await watching.end()
      await expectSignedIn(world, cookies)
      if (latest < sessionDays * 86_400_000 + halfAnHour)
        throw new Error('nobody signed in by the clock that was set ahead')
    },
  }
}

const addressOf = ({ apiUrls }: World): string => `${apiUrls[0]}/api/v1/session`

async function signIn(world: World): Promise<{ cookie: string; session: Session }> {
  const { email, password } = world.organisation.admin
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(addressOf(world), { method: 'POST', headers, body: JSON.stringify({ email, password }) })
  if (!response.ok) throw new Error(`signing in was answered ${response.status}: ${await response.text()}`)
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { cookie, session: (await response.json()) as Session }
}

async function expectSignedIn(world: World, cookies: readonly string[]): Promise<void> {
  for (const cookie of cookies) {
    const { ok, status } = await fetch(addressOf(world), { headers: { cookie } })
    if (!ok) throw new Error(`with a session that is valid, who is signed in was answered ${status}`)
  }
}
