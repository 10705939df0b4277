import type { SignInProviderSettings } from '@throughline/platform'
import { loadSettings } from '@throughline/platform'
import { type TestPerson, testStack } from '@throughline/tests'
import { HttpBrowser, type Visited } from '@throughline/tests/sign-in'
import { createFixture, type Fixture, type TestApi } from './fixture.ts'

/** An api with providers of sign-in, and what browsers do there. */
export interface ProviderScene {
  fixture: Fixture
  api: TestApi
  /** What the api has logged. */
  log: string[]
  /** Begins in the browser; answers the address at the provider. */
  begin(browser: HttpBrowser, provider: string, body?: object): Promise<string>
  /** Brings the browser back to the api by an address that a provider sent it to. */
  comeBack(browser: HttpBrowser, address: string): Promise<Visited>
  post(browser: HttpBrowser, path: string, body: unknown): Promise<Visited>
  /** The name of who is signed in; null for nobody. */
  nameIn(browser: HttpBrowser): Promise<string | null>
  /** A browser in which somebody is signed in by their password. */
  signedIn(person: Pick<TestPerson, 'email' | 'password'>): Promise<HttpBrowser>
  /** Begins to link, in a browser that is signed in. */
  link(browser: HttpBrowser, provider: string, person: TestPerson): Promise<string>
}

/** Where people reach the product; each test api stands there for its browsers. */
export const publicUrl = 'http://plan.example.test'
export const returnAddress = (provider: string): string => `${publicUrl}/api/v1/sign-in-providers/${provider}/callback`

type Env = Readonly<Record<string, string>>

export async function createProviderScene(env: Env, allowedHosts = ['127.0.0.1']): Promise<ProviderScene> {
  const fixture = await createFixture()
  const log: string[] = []
  const api = await fixture.start({
    ...{ dispatch: false, listen: false, log },
    settings: (settings) => ({
      ...settings,
      api: { ...settings.api, publicUrl },
      ...providersOf(env),
      outgoing: { allowedHosts },
    }),
  })
  const post = (browser: HttpBrowser, path: string, body: unknown) =>
    browser.visit(`${api.url}/api/v1${path}`, { json: body })
  const addressIn = ({ status, text }: Visited): string => {
    if (status !== 200) throw new Error(`${status}: ${text}`)
    return JSON.parse(text).address
  }
  return {
    ...{ fixture, api, log, post },
    begin: async (browser, provider, body = {}) =>
      addressIn(await post(browser, `/sign-in-providers/${provider}/sign-in`, body)),
    comeBack: (browser, address) => browser.visit(address.replace(publicUrl, api.url)),
    async nameIn(browser) {
      const { status, text } = await browser.visit(`${api.url}/api/v1/session`)
      return status === 200 ? JSON.parse(text).person.name : null
    },
    async signedIn({ email, password }) {
      const browser = new HttpBrowser()
      const { status } = await post(browser, '/session', { email, password })
      if (status !== 200) throw new Error(`the sign-in answered ${status}`)
      return browser
    },
    link: async (browser, provider, { password }) =>
      addressIn(await post(browser, '/session/identities', { provider, password })),
  }
}

function providersOf(env: Env): { signInProviders: readonly SignInProviderSettings[] } {
  const { signInProviders } = loadSettings({ ...testStack().env, ...env })
  return { signInProviders }
}

/** Lines of the log about what concerns security, by their name. */
export const securityLines = (log: readonly string[], name: string): Record<string, unknown>[] =>
  log.map((line) => JSON.parse(line)).filter(({ security }) => security === name)
