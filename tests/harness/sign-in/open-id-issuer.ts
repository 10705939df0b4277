import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { HttpBrowser } from './http-browser.ts'

const client = { clientId: 'throughline', clientSecret: 'a secret between the two of them' }

export interface OpenIdIssuer {
  url: string
  /** As `OIDC_PROVIDERS` has one. */
  setting(id: string, more?: { trustsEmail?: boolean }): object
  /** What it tells of somebody, beyond the login, which is whom it means. */
  accounts: Map<string, Readonly<Record<string, unknown>>>
  /** Goes through its pages as somebody; answers the address that it sends the browser back to. */
  signIn(browser: HttpBrowser, address: string, login: string): Promise<string>
  /** The same for somebody who does not want to. */
  cancel(browser: HttpBrowser, address: string): Promise<string>
  close(): Promise<void>
}

/** A provider of OpenID Connect with pages to sign in at, on a free port of this machine. */
export async function startOpenIdIssuer(returnAddresses: readonly string[]): Promise<OpenIdIssuer> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const accounts: OpenIdIssuer['accounts'] = new Map()
  const provider = new Provider(url, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [...returnAddresses] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
    cookies: { keys: ['a key of the tests'] },
  })
  server.on('request', provider.callback())
  return {
    url,
    accounts,
    setting: (id, more = {}) => ({ id, label: `Issuer ${id}`, issuer: url, ...client, ...more }),
    signIn: (browser, address, login) => walk(browser, url, address, { login, password: 'any' }),
    cancel: (browser, address) => walk(browser, url, address, null),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Fills in the forms of its pages until it sends the browser elsewhere. */
async function walk(browser: HttpBrowser, own: string, address: string, fields: Record<string, string> | null) {
  let at = address
  for (let steps = 0; steps < 20; steps += 1) {
    if (!at.startsWith(own)) return at
    const page = await browser.visit(at)
    if (page.location) {
      at = page.location
      continue
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1]
    if (page.status !== 200 || !prompt)
      throw new Error(`the issuer answered ${page.status}: ${page.text.slice(0, 500)}`)
    const next = fields ? await browser.visit(at, { form: { prompt, ...fields } }) : await browser.visit(`${at}/abort`)
    if (!next.location) throw new Error(`the issuer answered ${next.status}: ${next.text.slice(0, 500)}`)
    at = next.location
  }
  throw new Error('the issuer goes round in circles')
}
