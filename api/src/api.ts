import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger, Settings } from '@throughline/platform'
import { type AppContext, createContext } from './context.ts'
import { createGateway, type Gateway, type GatewayOptions } from './gateway/gateway.ts'
import { refuseUnread } from './http/refuse-unread.ts'
import { createApp } from './server.ts'

export interface Api {
  readonly context: AppContext
  readonly port: number
  close(): Promise<void>
}

export interface ApiOptions extends GatewayOptions {
  ofProcess?: boolean
  /** False: this api hands no work to Temporal. */
  dispatch?: boolean
}

const slowestUpload = 10 * 60_000
/** Bytes of a request's address and headers, as the schema says. */
const largestHead = 16_384
/** What requests that are under way have, once a stop is asked for. */
const closingGrace = 5_000

/** A whole api: HTTP, sockets and dispatcher. Several may run in one process. Port 0 takes a free one. */
export async function startApi(settings: Settings, log: Logger, options: ApiOptions = {}): Promise<Api> {
  const { ofProcess = false, dispatch = true, listen = true } = options
  const context = createContext(settings, log, { ofProcess })
  let gateway: Gateway | undefined
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: slowestUpload, maxHeaderSize: largestHead },
    createApp(context, { gateway: () => gateway }),
  ).on('clientError', refuseUnread)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(settings.api.port, settings.api.host, resolve)
    })
  } catch (error) {
    await context.close()
    throw error
  }
  gateway = createGateway(context, server, { listen })
  if (dispatch) context.dispatcher.start()
  context.auditSealer.start()
  const { port } = server.address() as AddressInfo
  log.info({ host: settings.api.host, port }, 'the api listens')
  return {
    context,
    port,
    async close() {
      context.runWatches.close()
      const late = setTimeout(() => server.closeAllConnections(), closingGrace)
      // The server itself ends only those that are idle when its closing begins.
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      await gateway?.close()
      clearInterval(idle)
      clearTimeout(late)
      await context.close()
    },
  }
}
