import { type GitHubDouble, type GitHubUser, HttpBrowser, startGitHubDouble } from '@throughline/tests/sign-in'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProviderScene, type ProviderScene, securityLines } from '../testing/provider-scene.ts'

/** GitHub itself cannot be asked from tests: the double says what it is faithful to. */
let github: GitHubDouble
let scene: ProviderScene
let nextId = 5_000_000
beforeAll(async () => {
  github = await startGitHubDouble()
  scene = await createProviderScene({
    ...{ GITHUB_URL: github.url, GITHUB_CLIENT_ID: github.clientId, GITHUB_CLIENT_SECRET: github.clientSecret },
  })
})
afterAll(async () => {
  await scene?.fixture.close()
  await github?.close()
})

function newUser(): GitHubUser {
  const id = nextId++
  const emails = [
    { email: `old-${id}@example.com`, primary: false, verified: true, visibility: null },
    { email: `octo-${id}@example.com`, primary: true, verified: true, visibility: 'private' },
  ]
  return { id, login: `octo-${id}`, name: null, emails }
}

async function signIn(user: GitHubUser, change = (back: URL) => back) {
  const browser = new HttpBrowser()
  const back = github.authorize(await scene.begin(browser, 'github'), user)
  return { browser, answer: await scene.comeBack(browser, change(new URL(back)).href) }
}

test('who linked an account signs in with it, whatever its name becomes', async () => {
  const [person, user] = [await scene.fixture.organisation.addPerson(), newUser()]
  const own = await scene.signedIn(person)
  const address = await scene.link(own, 'github', person)
  const asked = new URL(address).searchParams
  expect(Object.fromEntries(asked)).toMatchObject({ scope: 'read:user user:email', code_challenge_method: 'S256' })
  expect((await scene.comeBack(own, github.authorize(address, user))).location).toBe(`${scene.api.url}/account`)
  const ways = JSON.parse((await own.visit(`${scene.api.url}/api/v1/session/ways`)).text)
  expect(ways.identities).toMatchObject([
    { label: `octo-${user.id}@example.com`, provider: { id: 'github', label: 'GitHub', kind: 'github' } },
  ])
  const { browser } = await signIn({ ...user, login: 'renamed', emails: [] })
  expect(await scene.nameIn(browser)).toBe(person.name)
  // Whoever takes the name that was given up is somebody else.
  const other = await signIn({ ...newUser(), login: user.login, emails: user.emails })
  expect(other.answer.location).toBe(`${scene.api.url}/sign-in?problem=unknown`)
})

test('a verified address of somebody here is no way in', async () => {
  const person = await scene.fixture.organisation.addPerson()
  const emails = [{ email: person.email, primary: true, verified: true, visibility: null }]
  const { browser, answer } = await signIn({ ...newUser(), emails })
  expect(answer.location).toBe(`${scene.api.url}/sign-in?problem=unknown`)
  expect(await scene.nameIn(browser)).toBeNull()
})

test.each(['code', 'state'])('another %s is refused', async (name) => {
  const { browser, answer } = await signIn(newUser(), (back) => {
    back.searchParams.set(name, 'another')
    return back
  })
  expect(answer.location).toBe(`${scene.api.url}/sign-in?problem=refused`)
  expect(await scene.nameIn(browser)).toBeNull()
  expect(securityLines(scene.log, 'sign-in-refused').at(-1)).toMatchObject({ provider: 'github', problem: 'refused' })
})

test('who did not want to is told so', async () => {
  const browser = new HttpBrowser()
  const asked = new URL(await scene.begin(browser, 'github')).searchParams
  const query = new URLSearchParams({ error: 'access_denied', state: asked.get('state') ?? '' })
  const answer = await scene.comeBack(browser, `${asked.get('redirect_uri')}?${query}`)
  expect(answer.location).toBe(`${scene.api.url}/sign-in?problem=cancelled`)
})
