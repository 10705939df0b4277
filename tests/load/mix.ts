import type { LoadProject } from './messages.ts'

/** One request of the load. */
export interface LoadRequest {
  operation: string
  method: 'GET' | 'PATCH'
  /** After /api/v1. */
  path: string
  token: string
  body?: string
  /** The project that it edits. */
  editOf?: string
}

/** 33 edits in 167 requests. */
const editsIn = { edits: 33, requests: 167 }

/** What is read, by weight: what pages and programs ask for while they follow a plan. */
const reads: readonly { operation: string; weight: number; path: (project: LoadProject) => string }[] = [
  { operation: 'getPlan', weight: 10, path: ({ id }) => `/projects/${id}/plan` },
  { operation: 'listProjects', weight: 20, path: () => '/projects' },
  { operation: 'getProject', weight: 20, path: ({ id }) => `/projects/${id}` },
  { operation: 'getDelta', weight: 25, path: ({ id, revision }) => `/projects/${id}/delta?since=${revision}` },
  { operation: 'listRuns', weight: 10, path: ({ id }) => `/projects/${id}/runs?limit=20` },
  { operation: 'listChangeSets', weight: 15, path: ({ id }) => `/projects/${id}/changes?limit=20` },
]
const totalWeight = reads.reduce((sum, { weight }) => sum + weight, 0)

export type Picker = (below: number) => number

/** The same numbers for the same seed, so that two runs ask for the same (mulberry32, a public domain generator). */
export function createPicker(seed: number): Picker {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Whether the request of this number is an edit: spread evenly, 33 in 167. */
export const isEdit = (index: number): boolean => (index * editsIn.edits) % editsIn.requests < editsIn.edits

export function chooseRequest(index: number, projects: readonly LoadProject[], pick: Picker): LoadRequest {
  const project =
    projects[
      isEdit(index) ? Math.floor((index * editsIn.edits) / editsIn.requests) % projects.length : pick(projects.length)
    ]
  const person = project?.people[pick(project.people.length)]
  if (!project || !person) throw new Error('there is no project, or nobody in it')
  return isEdit(index) ? editOf(project, person.token, pick) : readOf(project, person.token, pick)
}

function editOf(project: LoadProject, token: string, pick: Picker): LoadRequest {
  const taskId = project.taskIds[pick(project.taskIds.length)]
  const body = JSON.stringify({ durationMinutes: 240 * (1 + pick(8)) })
  return { operation: 'patchTask', method: 'PATCH', path: `/tasks/${taskId}`, token, body, editOf: project.id }
}

function readOf(project: LoadProject, token: string, pick: Picker): LoadRequest {
  let left = pick(totalWeight)
  for (const { operation, weight, path } of reads) {
    if (left < weight) return { operation, method: 'GET', path: path(project), token }
    left -= weight
  }
  throw new Error('the weights do not add up')
}
