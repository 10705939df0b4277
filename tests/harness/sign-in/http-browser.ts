/** What a browser does about addresses and cookies, without pages: cookies of a host go back to it, redirects are looked at. */
export interface Visited {
  status: number
  /** Where it leads on to, resolved. */
  location: string | null
  text: string
  headers: Headers
}

export interface Visit {
  method?: string
  form?: Readonly<Record<string, string>>
  json?: unknown
}

export class HttpBrowser {
  readonly #cookies = new Map<string, Map<string, string>>()

  async visit(address: string, { method, form, json }: Visit = {}): Promise<Visited> {
    const { origin } = new URL(address)
    const cookies = this.#of(address)
    const headers: Record<string, string> = {}
    if (cookies.size > 0) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (json !== undefined) Object.assign(headers, { 'content-type': 'application/json', origin })
    const body = form ? new URLSearchParams(form) : json === undefined ? null : JSON.stringify(json)
    const answer = await fetch(address, {
      ...{ method: method ?? (body === null ? 'GET' : 'POST'), headers, body, redirect: 'manual' },
    })
    for (const cookie of answer.headers.getSetCookie()) keep(cookies, cookie)
    const location = answer.headers.get('location')
    return {
      status: answer.status,
      location: location === null ? null : new URL(location, address).href,
      text: await answer.text(),
      headers: answer.headers,
    }
  }

  cookie(address: string, name: string): string | undefined {
    return this.#of(address).get(name)
  }

  setCookie(address: string, name: string, value: string): void {
    this.#of(address).set(name, value)
  }

  deleteCookie(address: string, name: string): void {
    this.#of(address).delete(name)
  }

  #of(address: string): Map<string, string> {
    const { host } = new URL(address)
    const found = this.#cookies.get(host) ?? new Map<string, string>()
    this.#cookies.set(host, found)
    return found
  }
}

function keep(cookies: Map<string, string>, header: string): void {
  const [pair = '', ...attributes] = header.split(';')
  const at = pair.indexOf('=')
  const isOver = attributes.some((attribute) => {
    const [name = '', value = ''] = attribute.trim().split('=')
    return /^max-age$/i.test(name) ? Number(value) <= 0 : /^expires$/i.test(name) && Date.parse(value) < Date.now()
  })
  if (isOver) cookies.delete(pair.slice(0, at))
  else cookies.set(pair.slice(0, at), pair.slice(at + 1))
}
