import type { Settings } from '@throughline/platform'
import helmet from 'helmet'

/** Only what this service serves may run or load; sockets go to the page's own origin, or to where the product is reached. */
export function securityHeaders({ publicUrl }: Pick<Settings['api'], 'publicUrl'>) {
  const { origin, protocol } = new URL(publicUrl)
  const isSecure = protocol === 'https:'
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", origin.replace(/^http/, 'ws')],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
}
