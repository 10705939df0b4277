import type { MailBacklog } from '@throughline/database'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@throughline/platform'

const httpBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

interface MetricsOptions {
  ofProcess: boolean
  /** How the mails of all organisations stand; asked when somebody reads the metrics. */
  findMailBacklog: () => Promise<MailBacklog>
}

/** The instruments of one api process, in a registry of their own. */
export function createMetrics({ ofProcess, findMailBacklog }: MetricsOptions) {
  const registry = new Registry()
  const registers = [registry]
  if (ofProcess) collectDefaultMetrics({ register: registry })
  const mailBacklog = askedOnce(findMailBacklog)
  return {
    registry,
    requests: new Histogram({
      name: 'throughline_http_request_seconds',
      help: 'Time to answer a request, by operation',
      labelNames: ['operation', 'status'],
      buckets: httpBuckets,
      registers,
    }),
    dispatched: new Counter({
      name: 'throughline_dispatched_requests_total',
      help: 'Work requests that Temporal took, or that failed and were postponed',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    recomputesWaiting: new Gauge({
      name: 'throughline_recomputes_waiting',
      help: 'Projects whose recompute waits for a free lane',
      registers,
    }),
    mailsDue: new Gauge({
      name: 'throughline_mail_due',
      help: 'Mails of all organisations that wait for nothing but to be sent',
      registers,
      async collect() {
        const backlog = await mailBacklog()
        if (backlog) this.set(backlog.due)
      },
    }),
    mailAge: new Gauge({
      name: 'throughline_mail_oldest_due_seconds',
      help: 'Age of the oldest of these mails; 0 when there is none',
      registers,
      async collect() {
        const backlog = await mailBacklog()
        if (backlog) this.set(backlog.oldestSeconds)
      },
    }),
    mailsUnknown: new Gauge({
      name: 'throughline_mail_unknown',
      help: 'Mails of which nobody knows whether they arrived, and that are held',
      registers,
      async collect() {
        const backlog = await mailBacklog()
        if (backlog) this.set(backlog.unknown)
      },
    }),
    temporalReachable: new Gauge({
      name: 'throughline_temporal_reachable',
      help: '1 when the last call to Temporal was answered',
      registers,
    }),
    sockets: new Gauge({
      name: 'throughline_gateway_sockets',
      help: 'Connected sockets of this process',
      registers,
    }),
    streams: new Gauge({
      name: 'throughline_gateway_streams',
      help: 'Streams that someone watches here',
      registers,
    }),
    events: new Counter({
      name: 'throughline_gateway_events_total',
      help: 'Events announced to the sockets of this process, each counted once',
      registers,
    }),
  }
}
export type Metrics = ReturnType<typeof createMetrics>

/** One question for all gauges of a reading. Null while the database is away: then they stay what they were. */
function askedOnce<Answer>(ask: () => Promise<Answer>): () => Promise<Answer | null> {
  let asked: Promise<Answer | null> | undefined
  return () => {
    asked ??= ask()
      .catch(() => null)
      .finally(() => {
        asked = undefined
      })
    return asked
  }
}
