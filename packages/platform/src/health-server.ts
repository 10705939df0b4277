import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from './metrics.ts'

/** Answers null when well, else what is wrong. */
export type HealthCheck = () => Promise<string | null> | string | null

export interface HealthReport {
  status: 'ok' | 'failing'
  checks: Record<string, { ok: boolean; message?: string }>
}

/** Runs all checks at the same time; one that throws fails with its message. */
export async function checkHealth(checks: Readonly<Record<string, HealthCheck>>): Promise<HealthReport> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const problem = await Promise.resolve()
        .then(check)
        .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
      return [name, problem === null ? { ok: true } : { ok: false, message: problem }] as const
    }),
  )
  return { status: entries.every(([, result]) => result.ok) ? 'ok' : 'failing', checks: Object.fromEntries(entries) }
}

export interface HealthServer {
  port: number
  close(): Promise<void>
}

export interface HealthServerOptions {
  port: number
  /** 127.0.0.1 unless told otherwise; in a container the probes come from outside. */
  host?: string
  checks: Readonly<Record<string, HealthCheck>>
  /** Shown to Prometheus as `GET /metrics`. */
  metrics?: Registry
}

/**
 * For processes that serve nothing else. `GET /healthz`: 200 when all checks pass, otherwise 503, with the report as JSON;
 * and `GET /metrics`.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const pages: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/healthz': async (response) => {
      const report = await checkHealth(options.checks)
      response.writeHead(report.status === 'ok' ? 200 : 503, { 'content-type': 'application/json' })
      response.end(JSON.stringify(report))
    },
    ...(options.metrics ? { '/metrics': showMetrics(options.metrics) } : {}),
  }
  const server = createServer((request, response) => {
    const page = request.method === 'GET' ? pages[request.url ?? ''] : undefined
    if (page) void page(response)
    else response.writeHead(404).end()
  })
  await listen(server, options.port, options.host ?? '127.0.0.1')
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }
}

const showMetrics = (registry: Registry) => async (response: ServerResponse) => {
  const text = await registry.metrics()
  response.writeHead(200, { 'content-type': registry.contentType }).end(text)
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
