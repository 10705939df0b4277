import { Counter, collectDefaultMetrics, Histogram, Registry } from '@throughline/platform'

/** The instruments of one email-service, in a registry of their own. `ofProcess` adds those of the process itself. */
export function createMailMetrics({ ofProcess = false } = {}) {
  const registry = new Registry()
  const registers = [registry]
  if (ofProcess) collectDefaultMetrics({ register: registry })
  return {
    registry,
    mails: new Counter({
      name: 'throughline_mail_total',
      help: 'What mail servers made of mails: sent, refused, postponed, unanswered, unreachable or bounced',
      labelNames: ['outcome'],
      registers,
    }),
    sentAfter: new Histogram({
      name: 'throughline_mail_sent_seconds',
      help: 'From the moment on which a mail was asked for until the mail server took it',
      buckets: [0.5, 1, 2, 5, 15, 60, 300, 3_600, 86_400],
      registers,
    }),
  }
}
export type MailMetrics = ReturnType<typeof createMailMetrics>
