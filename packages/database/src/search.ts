import type { ProjectAct } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** What text is looked for by. */
export interface Sought {
  /** As it was asked for. */
  text: string
  /** What `ilike` has to say of each word. */
  patterns: readonly string[]
  /** What an index is asked for where all words are too short for it: one of the two. */
  probe: readonly [string, string] | null
}

export interface FoundRow {
  kind: 'task' | 'resource' | 'comment'
  id: string
  projectId: string
  taskId: string | null
  title: string
  /** Of a comment. */
  body: string | null
  rank: number
}

/** So many rows of a kind are ranked: a word that is in all names would have all of them read. */
const mostRead = 2_000

/** Names of the projects of the organisation, those of a person only unless `all`, with what the person is in each. */
export async function listProjectNames(transaction: Transaction, personId: string, all: boolean) {
  const { rows } = await sql<{ id: string; name: string; rank: number | null; acts: ProjectAct[] | null }>`
    select id, name, rank, acts from read_projects(list_project_ids(${personId}, ${all}), ${personId})`.execute(
    transaction,
  )
  return rows
}

/** Of these projects, the best of each kind first. */
export async function searchPlanRows(
  transaction: Transaction,
  projectIds: readonly string[],
  { text, patterns, probe }: Sought,
  limit: number,
): Promise<FoundRow[]> {
  const { rows } = await sql<FoundRow>`
    select kind, id, project_id as "projectId", task_id as "taskId", title, body, rank
    from search_plans(${projectIds}::uuid[], ${text}, ${patterns}::text[], ${probe}::text[], ${limit}, ${mostRead})`.execute(
    transaction,
  )
  return rows
}

/** People of the organisation, by name or address. */
export async function searchPeople(transaction: Transaction, { patterns }: Sought, limit: number) {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.id, a.name from membership m join person a on a.id = m.person_id
    where m.organisation_id = current_organisation() and m.disabled_at is null and a.kind = 'person'
      and (a.name ilike all(${patterns}::text[]) or a.email::text ilike all(${patterns}::text[]))
    order by length(a.name), a.name, a.id limit ${limit}`.execute(transaction)
  return rows
}
