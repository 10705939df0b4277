import {
  hasAllProjects,
  mayInOrganisation,
  mayInProject,
  type SearchHit,
  type SearchQuery,
} from '@throughline/contract'
import {
  type FoundRow,
  listProjectNames,
  type Sought,
  searchPeople,
  searchPlanRows,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { standingOf } from '../projects/project-role.ts'
import { excerptOf, rankOf, soughtBy } from './sought.ts'

type Ranked = SearchHit & { rank: number }

/** What is about as well found is told in this order. */
const kinds: readonly SearchHit['kind'][] = ['project', 'task', 'person', 'resource', 'comment']

/** Everything that the actor may see and that has the words, the best first. */
export async function searchAll(
  transaction: Transaction,
  actor: Actor,
  { q, limit }: SearchQuery,
): Promise<SearchHit[]> {
  const sought = soughtBy(q)
  const [names, people] = await Promise.all([
    visibleProjects(transaction, actor),
    findPeople(transaction, actor, sought, limit),
  ])
  const rows = await searchPlanRows(transaction, [...names.keys()], sought, limit)
  const hits = [
    ...[...names].flatMap(([id, name]) => projectHit(id, name, sought)),
    ...people,
    ...rows.map((row) => planHit(row, names.get(row.projectId) ?? '', sought)),
  ]
  return hits
    .toSorted(
      (a, b) => a.rank - b.rank || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.title.length - b.title.length,
    )
    .slice(0, limit)
    .map(({ rank: _, ...hit }) => hit)
}

/** By id. */
async function visibleProjects(transaction: Transaction, actor: Actor): Promise<Map<string, string>> {
  const rows = await listProjectNames(transaction, actor.personId, hasAllProjects(actor.organisationRole))
  const isSeen = (row: (typeof rows)[number]) => {
    const standing = standingOf(actor, row)
    return standing !== null && mayInProject(standing, 'project.read')
  }
  return new Map(rows.filter(isSeen).map(({ id, name }) => [id, name]))
}

async function findPeople(transaction: Transaction, actor: Actor, sought: Sought, limit: number): Promise<Ranked[]> {
  if (!mayInOrganisation(actor.organisationRole, 'person.read')) return []
  const people = await searchPeople(transaction, sought, limit)
  const none = { excerpt: null, projectId: null, projectName: null }
  return people.map(({ id, name }) => {
    const rank = rankOf(name, sought) ?? 3
    return { kind: 'person', id, title: name, ...none, path: '/organisation/people', rank }
  })
}

function projectHit(id: string, name: string, sought: Sought): Ranked[] {
  const rank = rankOf(name, sought)
  const place = { projectId: id, projectName: name, path: `/projects/${id}` }
  return rank === null ? [] : [{ kind: 'project', id, title: name, excerpt: null, ...place, rank }]
}

function planHit(row: FoundRow, projectName: string, sought: Sought): Ranked {
  const { kind, id, projectId, title, body, rank } = row
  return { kind, id, title, excerpt: body && excerptOf(body, sought), projectId, projectName, path: pathOf(row), rank }
}

function pathOf({ kind, id, projectId, taskId }: FoundRow): string {
  const project = `/projects/${projectId}`
  if (kind === 'task') return `${project}?task=${id}`
  return kind === 'comment' ? `${project}?task=${taskId}&comment=${id}` : project
}
