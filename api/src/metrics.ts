import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@throughline/platform'

const httpBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** The instruments of one api process, in a registry of their own. */
export function createMetrics({ ofProcess }: { ofProcess: boolean }) {
  const registry = new Registry()
  const registers = [registry]
  if (ofProcess) collectDefaultMetrics({ register: registry })
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
