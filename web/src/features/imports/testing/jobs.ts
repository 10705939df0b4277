import type { ImportField, ImportJob, ImportRow } from '@throughline/contract'

/** An import that waits for its review, with what a test wants otherwise. */
export const importJob = (fields: Partial<ImportJob> = {}): ImportJob => ({
  id: 'i',
  fileName: 'harbour.xml',
  format: 'mspdi',
  byteCount: 12_400,
  link: null,
  mode: 'review',
  state: 'waiting',
  rowsTotal: 3,
  rowsDone: 0,
  rowsPerSecond: null,
  secondsLeft: null,
  counts: { create: 1, update: 1, delete: 1, unchanged: 0, conflict: 1, parked: 1 },
  projectId: 'p',
  makesProject: false,
  pauseRequested: false,
  cancelRequested: null,
  expiresAt: '2026-03-09T08:00:00Z',
  error: null,
  warnings: [],
  keptCount: null,
  report: null,
  workflowId: 'import/i',
  temporalUrl: 'http://temporal.example/import/i',
  revision: 4,
  createdAt: '2026-03-02T08:00:00Z',
  endedAt: null,
  ...fields,
})

export const importField = (
  field: string,
  from: unknown,
  to: unknown,
  more: Partial<ImportField> = {},
): ImportField => ({
  field,
  from,
  to,
  conflict: false,
  chosen: true,
  ...more,
})

export const importRow = (number: number, fields: Partial<ImportRow> = {}): ImportRow => ({
  number,
  entity: 'task',
  rowId: `row ${number}`,
  name: `Task ${number}`,
  line: number,
  action: 'create',
  state: 'planned',
  chosen: true,
  conflict: false,
  fields: [],
  problem: null,
  ...fields,
})
