import { constants } from 'node:zlib'
import compression from 'compression'
import cors from 'cors'
import express, { type Express } from 'express'
import type { AppContext } from './context.ts'
import { handlers } from './handlers.ts'
import { handleErrors, refuseUnknown } from './http/error-handler.ts'
import { identifyRequest, logRequests } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { mountOperations } from './mount.ts'
import { mountApiDocs } from './service/api-docs.ts'
import { mountProbes, type Parts } from './service/probes.ts'
import { mountWebClient } from './service/web-client.ts'

/** As answers of the operations are, which compress themselves (send-json.ts). */
const quickly = { level: 1, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }, threshold: 4_096 }
const exposedHeaders = [
  ...['Content-Disposition', 'ETag', 'X-Request-Id', 'Idempotent-Replay'],
  ...['Retry-After', 'RateLimit', 'RateLimit-Policy'],
]

/** The Express application: probes, the operations under /api/v1, their documentation, the web client. */
export function createApp(context: AppContext, parts: Parts): Express {
  const { api } = context.settings
  const app = express()
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', 'simple')
    .set('trust proxy', [...api.trustedProxies])
  app.use(identifyRequest, logRequests(context), securityHeaders(api))
  if (api.corsOrigins.length > 0) app.use(cors({ origin: [...api.corsOrigins], credentials: true, exposedHeaders }))
  mountProbes(app, context, parts)
  app.use('/api/v1', operationsRouter(context))
  app.use(compression(quickly))
  mountApiDocs(app)
  mountWebClient(app, api.webRoot)
  app.use(refuseUnknown, handleErrors(context))
  return app
}

function operationsRouter(context: AppContext) {
  const router = express.Router({ caseSensitive: true })
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  mountOperations(router, context, handlers)
  return router
}
