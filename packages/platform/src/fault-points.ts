/**
 * Every place in the code where a fault test may step in, in the order in which a flow comes by. Each stands in exactly
 * one place, and no place has a name that is not here (a test compares them).
 */
export const faultPoints = [
  // An edit, in the api. `edit:validated`: it may be applied, nothing is written.
  'edit:validated',
  'edit:before-event',
  'edit:before-commit',
  'edit:after-commit',
  'edit:after-reply',
  // A push of what was done offline, in the api, after each batch; besides the points of an edit.
  'sync:half',
  // Committed requests for work on their way to Temporal, in the api.
  'dispatch:claimed',
  'dispatch:after-start',
  // A recompute, in the worker.
  'recompute:begun',
  'recompute:rows-loaded',
  'recompute:engine-done',
  'recompute:in-write',
  'recompute:after-commit',
  // An import: the first two in the api, the others in the worker. `import:fetch-piece` comes by once a piece of a file that is
  // fetched, `import:batch-written` once a batch.
  'import:upload-half',
  'import:stored',
  'import:fetch-piece',
  'import:fetched',
  'import:begun',
  'import:parsed',
  'import:in-batch',
  'import:batch-written',
  'import:rows-written',
  'import:finalise',
  // What becomes of a notification, and of what waits for a digest, in the worker: it is decided and committed.
  'notify:decided',
  'digest:decided',
  // A mail, in the email-service.
  'email:claimed',
  'email:before-send',
  'email:in-data',
  'email:after-send',
  'email:marked',
  // A webhook, in the worker; once an attempt. `webhook:sent`: it is answered, or not to be.
  'webhook:claimed',
  'webhook:sent',
  'webhook:marked',
  // An event on its way to sockets, in the api.
  'live:after-read',
  'live:before-emit',
  'live:backfill',
  // The demonstration plans of a new organisation, in the worker; once a plan.
  'seed:plan-written',
  // A purge, in the worker; once a batch.
  'purge:batch-done',
] as const

export type FaultPointName = (typeof faultPoints)[number]
