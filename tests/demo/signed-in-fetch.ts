/** A fetch that keeps the session cookie and says where it comes from, as a browser does. */
export function createSignedInFetch(origin: string): typeof fetch {
  let cookie = ''
  return async (input, init) => {
    const headers = { ...(init?.headers as Record<string, string>), origin, ...(cookie ? { cookie } : {}) }
    const response = await fetch(input as string, { ...init, headers })
    const given = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
    if (given.length > 0) cookie = given.join('; ')
    return response
  }
}
