import type { AuditEvent } from '@throughline/contract'

/** What an entity of the trail is called. One that is not named here is shown by its own name. */
export const entityWords: Readonly<Record<string, string>> = {
  change_set: 'change of a plan',
  project: 'project',
  project_member: 'role of a person in a project',
  project_team: 'role of a team in a project',
  membership: 'place in the organisation',
  person: 'person',
  session: 'session',
  api_token: 'token',
  second_step: 'authenticator',
  organisation: 'settings',
  invitation: 'invitation',
  one_use_link: 'link in a mail',
  custom_role: 'role',
  team: 'team',
  team_member: 'person of a team',
  program: 'program',
  program_member: 'role of a person in a program',
  program_team: 'role of a team in a program',
  webhook: 'webhook',
  mail_settings: 'mail settings',
  import_job: 'import',
  table_mapping: 'columns of imports',
}
export const entities = Object.keys(entityWords)

export interface FieldChange {
  field: string
  before: string
  after: string
}

/** The fields of an event, each with what it was and what it is. */
export function changesOf({ before, after }: Pick<AuditEvent, 'before' | 'after'>): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields].map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after?.[field]) }))
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
