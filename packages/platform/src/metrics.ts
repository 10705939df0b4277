/** Prometheus instruments. Each process, and each test, has a registry of its own: `new Registry()`. */
export { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
