import pg from 'pg'

export interface ListenerOptions {
  /** A direct connection: LISTEN through PgBouncer hears nothing, and says nothing of it. */
  connectionString: string
  channels: readonly string[]
  onNotification: (channel: string, payload: string) => void
  /** After each (re)connect: what was missed meanwhile has to be read. */
  onConnect: () => void
  onError: (error: Error) => void
}

export interface Listener {
  readonly connected: boolean
  close(): Promise<void>
}

const firstDelay = 100
const longestDelay = 5_000

/** Listens on a connection of its own that holds no rights on tables, and connects again until closed. */
export function createListener(options: ListenerOptions): Listener {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let delay = firstDelay
  let connected = false
  let closed = false

  const lose = (lost: pg.Client, error?: Error) => {
    if (client !== lost || closed) return
    client = null
    connected = false
    if (error) options.onError(error)
    lost.end().catch(options.onError)
    timer = setTimeout(connect, delay)
    delay = Math.min(delay * 2, longestDelay)
  }

  function connect() {
    const fresh = new pg.Client({
      connectionString: options.connectionString,
      application_name: 'throughline listener',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    client = fresh
    fresh.on('notification', ({ channel, payload }) => options.onNotification(channel, payload ?? ''))
    fresh.on('error', (error) => lose(fresh, error))
    fresh.on('end', () => lose(fresh))
    start(fresh).catch((error: Error) => lose(fresh, error))
  }

  async function start(fresh: pg.Client) {
    await fresh.connect()
    await fresh.query('set role throughline_dispatcher')
    for (const channel of options.channels) await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`)
    connected = true
    delay = firstDelay
    options.onConnect()
  }

  connect()
  return {
    get connected() {
      return connected
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}
