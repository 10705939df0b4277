import {
  hasAllProjects,
  mayInOrganisation,
  mayInProject,
  type OrganisationAct,
  type RunAct,
  type RunKind,
} from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import { type AnyRunRow, findProjectRank, isOperator, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { cancelImport, pauseImport, resumeImport } from '../imports/ask-import.ts'
import type { WorkflowUrl } from '../imports/present-import.ts'
import { retryImport } from '../imports/retry-import.ts'
import { callOffDeletion } from '../organisation/life/delete-organisation.ts'
import { askForExport, cancelLifeRun, pauseLifeRun, resumeLifeRun } from '../organisation/life/export-organisation.ts'
import { standingOf } from '../projects/project-role.ts'
import { cancelJob, pausePurge, resumePurge, startPurge, startSeed } from './ask-jobs.ts'
import { cancelRecompute, pauseRecomputes, resumeRecomputes, startRecompute } from './steer-recomputes.ts'

/**
 * Who asks, and what their token lets them: to change what is of an organisation or of the instance, or only to see what is
 * of some projects.
 */
export interface RunActor extends Actor {
  mayAdminister: boolean
  isOfProjects: boolean
  /** Runs the instance, which was found before this organisation was entered. */
  oversees?: true
}

/** Null: it cannot be seen. */
export type RunRight = 'see' | 'act' | null

export interface RunRequest {
  row: AnyRunRow
  /** What becomes of what an import has written. */
  written: 'keep' | 'roll-back'
  /** As events of imports tell it. */
  workflowUrl: WorkflowUrl
}

/** Does what was asked, or throws; answers the run that it is about from then on. */
type Ask = (transaction: Transaction, actor: Actor, request: RunRequest) => Promise<string>

interface KindRules {
  workflowId: (row: AnyRunRow, actor: Actor) => string
  /** Runs of the kind are of a project, and nothing else. */
  isOfProject: boolean
  /** What is seen although the organisation is closed. */
  isForClosed?: boolean
  /** What the actor may, by the permission table. */
  rightOf: (transaction: Transaction, actor: RunActor, row: AnyRunRow) => Promise<RunRight>
  /** What can be done in a state, to whoever may. */
  actsIn: (row: AnyRunRow) => readonly RunAct[]
  asks: { readonly [Act in RunAct]?: Ask }
}

/** About what an act is asked, and the same run is meant afterwards. */
const same =
  (act: (transaction: Transaction, actor: Actor, id: string) => Promise<unknown>): Ask =>
  async (transaction, actor, { row }) => {
    await act(transaction, actor, row.id)
    return row.id
  }

const projectOf = ({ projectId }: AnyRunRow): string => projectId ?? ''

const recompute: KindRules = {
  workflowId: (row) => workflowIds.recompute(projectOf(row)),
  isOfProject: true,
  async rightOf(transaction, actor, row) {
    const found = await findProjectRank(transaction, projectOf(row), actor.personId)
    const standing = found && standingOf(actor, found)
    if (!standing) return null
    return mayInProject(standing, 'run.change') ? 'act' : 'see'
  },
  actsIn: ({ state }) =>
    ({
      ...{ waiting: ['pause', 'cancel'], running: ['pause', 'cancel'], paused: ['resume'] },
      // By one that has ended those that follow are paused.
      ...{ completed: ['pause'], failed: ['pause', 'retry'], cancelled: ['pause', 'retry'] },
    })[state] as RunAct[],
  asks: {
    pause: (transaction, actor, { row }) => pauseRecomputes(transaction, actor, projectOf(row)),
    resume: (transaction, actor, { row }) => resumeRecomputes(transaction, actor, projectOf(row)),
    async cancel(transaction, actor, { row }) {
      await cancelRecompute(transaction, actor, { projectId: projectOf(row), runId: row.id })
      return row.id
    },
    retry: (transaction, actor, { row }) => startRecompute(transaction, actor, projectOf(row)),
  },
}

const actsOfImports: Readonly<Record<string, readonly RunAct[]>> = {
  writing: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  ...Object.fromEntries(['fetching', 'uploaded', 'parsing', 'waiting', 'parked'].map((phase) => [phase, ['cancel']])),
}

/** As `/imports` has it, where the same is asked. One that failed is tried again while its file is kept. */
const ofImport: KindRules = {
  workflowId: ({ id }) => workflowIds.import(id),
  isOfProject: false,
  rightOf: async (_transaction, actor, { personId }) =>
    personId === actor.personId || hasAllProjects(actor.organisationRole) ? 'act' : null,
  actsIn: ({ phase, keepsFile }) => (keepsFile ? ['retry'] : (actsOfImports[phase ?? ''] ?? [])),
  asks: {
    async pause(transaction, actor, { row, workflowUrl }) {
      return (await pauseImport(transaction, actor, row.id, workflowUrl)).id
    },
    async resume(transaction, actor, { row, workflowUrl }) {
      return (await resumeImport(transaction, actor, row.id, workflowUrl)).id
    },
    async cancel(transaction, actor, { row, written, workflowUrl }) {
      return (await cancelImport(transaction, actor, row.id, written, workflowUrl)).id
    },
    async retry(transaction, actor, { row, workflowUrl }) {
      return (await retryImport(transaction, actor, row.id, workflowUrl)).id
    },
  },
}

const seed: KindRules = {
  workflowId: (_row, { organisationId }) => workflowIds.seed(organisationId),
  isOfProject: false,
  rightOf: async (_transaction, { organisationRole, mayAdminister }) => {
    if (!mayInOrganisation(organisationRole, 'organisation.seed')) return null
    return mayAdminister ? 'act' : 'see'
  },
  actsIn: ({ state }) => {
    if (state === 'waiting' || state === 'running') return ['cancel']
    return state === 'completed' ? [] : ['retry']
  },
  asks: { cancel: same(cancelJob), retry: (transaction, actor) => startSeed(transaction, actor) },
}

const purge: KindRules = {
  workflowId: ({ id }) => workflowIds.purge(id),
  isOfProject: false,
  rightOf: async (transaction, { personId, mayAdminister }) =>
    (await isOperator(transaction, personId)) ? (mayAdminister ? 'act' : 'see') : null,
  actsIn: ({ state }) =>
    ({
      ...{ waiting: ['pause', 'cancel'], running: ['pause', 'cancel'], paused: ['resume', 'cancel'] },
      ...{ completed: [], failed: ['retry'], cancelled: ['retry'] },
    })[state] as RunAct[],
  asks: {
    pause: same(pausePurge),
    resume: same(resumePurge),
    cancel: same(cancelJob),
    retry: (transaction, actor) => startPurge(transaction, actor),
  },
}

/** Owners see what is about their organisation, and the operator of the instance; who acts has the right to ask for it. */
const ofLife = (act: OrganisationAct | null, rules: Pick<KindRules, 'actsIn' | 'asks'>): KindRules => ({
  workflowId: ({ id }) => workflowIds.organisation(id),
  isOfProject: false,
  isForClosed: true,
  async rightOf(transaction, { organisationRole, personId, mayAdminister, oversees }) {
    const operates = oversees ?? (await isOperator(transaction, personId))
    if (!operates && !mayInOrganisation(organisationRole, 'organisation.export')) return null
    return mayAdminister && (operates || (act && mayInOrganisation(organisationRole, act))) ? 'act' : 'see'
  },
  ...rules,
})

const isUnderWay = ({ state }: AnyRunRow): boolean => state === 'waiting' || state === 'running'

/** Of what pauses at a step of its work; null where it has ended. */
const actsUnderWay = (row: AnyRunRow): RunAct[] | null => {
  if (row.state === 'paused') return ['resume', 'cancel']
  return isUnderWay(row) ? ['pause', 'cancel'] : null
}

const steered = { pause: same(pauseLifeRun), resume: same(resumeLifeRun), cancel: same(cancelLifeRun) }

/** Over in a moment. */
const creation = ofLife(null, { actsIn: () => [], asks: {} })

const organisationExport = ofLife('organisation.export', {
  actsIn: (row) => actsUnderWay(row) ?? (row.state === 'completed' ? [] : ['retry']),
  asks: {
    ...steered,
    retry: async (transaction, actor) => (await askForExport(transaction, actor, actor.organisationId)).id,
  },
})

/** The file of one that has ended is not kept: it is uploaded again. */
const organisationImport = ofLife(null, {
  actsIn: (row) => actsUnderWay(row) ?? [],
  asks: steered,
})

const deletion = ofLife('organisation.delete', {
  actsIn: (row) => (isUnderWay(row) ? ['cancel'] : []),
  asks: { cancel: same((transaction, actor) => callOffDeletion(transaction, actor, actor.organisationId)) },
})

/** What each kind of run is: a new kind is a row here, and one where runs are kept (`all-runs.ts` of the database). */
export const runKinds: { readonly [Kind in RunKind]: KindRules } = {
  recompute,
  import: ofImport,
  seed,
  purge,
  'organisation-create': creation,
  'organisation-export': organisationExport,
  'organisation-import': organisationImport,
  'organisation-delete': deletion,
}

/** A token that is limited to projects sees what is of those, which the database sees to, and nothing else. */
export async function rightOf(transaction: Transaction, actor: RunActor, row: AnyRunRow): Promise<RunRight> {
  const { isOfProject, rightOf: rightOfKind } = runKinds[row.kind]
  return actor.isOfProjects && !isOfProject ? null : rightOfKind(transaction, actor, row)
}
