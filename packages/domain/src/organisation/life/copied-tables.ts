/**
 * What an export holds of each table of an organisation, and an import makes of it: the one list, in the order in which rows
 * can be written. A table that the catalogue has and this list has not fails a test.
 */
export interface CopiedTable {
  readonly name: string
  /** Secrets, and what only means something here. */
  readonly without?: readonly string[]
  /** The column by which rows hang below others of the table: those come first. */
  readonly below?: string
  /** Set once all rows are there: columns that name rows of later tables. */
  readonly later?: readonly string[]
  /** Exported to be read; an import does not write it. */
  readonly isForReading?: true
}

export const copiedTables: readonly CopiedTable[] = [
  { name: 'custom_role' },
  { name: 'team' },
  { name: 'team_member' },
  { name: 'notification_preference' },
  { name: 'notification_default' },
  { name: 'notification_times' },
  // A server is set up anew, since nobody there has its password.
  { name: 'mail_settings', without: ['host', 'port', 'tls', 'username', 'password', 'from_address'] },
  // The same devices and programs read tables elsewhere.
  { name: 'table_mapping' },
  // Events are gone soon anyhow: whoever comes loads anew (`floor`).
  { name: 'stream' },
  { name: 'program' },
  { name: 'program_member' },
  { name: 'program_team' },
  { name: 'project', later: ['baseline_id', 'task_count', 'link_count'] },
  { name: 'project_member' },
  { name: 'project_team' },
  { name: 'notification_choice' },
  { name: 'recompute_pause' },
  { name: 'calendar', below: 'base_id' },
  { name: 'task', below: 'parent_id' },
  { name: 'link' },
  { name: 'resource' },
  { name: 'assignment' },
  { name: 'baseline' },
  { name: 'comment' },
  { name: 'checklist_item' },
  { name: 'task_watch' },
  { name: 'baseline_task' },
  { name: 'saved_view' },
  { name: 'recompute_run' },
  { name: 'change_set' },
  { name: 'date_move' },
  { name: 'import_job', without: ['file_store', 'file_id'] },
  { name: 'import_row' },
  { name: 'import_date' },
  { name: 'row_origin' },
  // It is switched off, since nobody has the secret that its deliveries would be signed with.
  { name: 'webhook', without: ['secret', 'previous_secret', 'previous_until'] },
  // Its chain of hashes names this organisation; that of the new one begins with the import.
  { name: 'audit_event', isForReading: true },
]

/** Written in a way of their own: `organisation` itself, and its people. */
export const peopleTables: readonly string[] = ['membership', 'person']

/** Tables of organisations of which nothing is exported, and why. */
export const leftOutTables: Readonly<Record<string, string>> = {
  session: 'a credential',
  api_token: 'a credential: people make new ones',
  one_use_link: 'a credential: invitations are sent anew',
  idempotency_key: 'an answer that is kept for a day',
  event: 'gone after some days: whoever comes loads anew',
  work_request: 'work that waits: the sweeps ask for it again',
  presence: 'who looks at what at this moment',
  recompute_slot: 'who computes at this moment',
  notification: 'a mail that was sent',
  email_delivery: 'a mail that was sent',
  mail_suspension: 'what a mail server said: it is asked again',
  webhook_delivery: 'a request that was sent',
  webhook_attempt: 'a request that was sent',
  audit_head: 'the end of a chain that names this organisation',
  import_link: 'an address, which may hold a secret',
  import_chunk: 'its files are in the export as files',
  job: 'work that was begun by hand',
  organisation_run: 'exports, imports and deletions themselves',
  organisation_file: 'exports, imports and deletions themselves',
}
