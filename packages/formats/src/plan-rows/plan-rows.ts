import type { Assignment, Baseline, BaselineTask, Calendar, Link, Project, Resource, Task } from '@throughline/contract'
import type { DocumentExtra } from '../plan-document.ts'

type Row<Entity> = Omit<Entity, 'projectId' | 'revision' | 'createdAt' | 'updatedAt'>

/** A project as the database has it, at one moment. */
export interface PlanRows {
  readonly project: Omit<
    Row<Project>,
    | 'baselineId'
    | 'inputRevision'
    | 'computedRevision'
    | 'scheduleError'
    | 'recomputeHold'
    | 'programId'
    | 'taskCount'
    | 'role'
    | 'acts'
  >
  readonly tasks: readonly Row<Task>[]
  readonly links: readonly Row<Link>[]
  readonly calendars: readonly Row<Calendar>[]
  readonly resources: readonly Row<Resource>[]
  readonly assignments: readonly Row<Assignment>[]
  readonly baselines: readonly BaselineRow[]
  /** By ids of rows. */
  readonly origins: ReadonlyMap<string, RowOrigin>
}

export interface BaselineRow extends Pick<Baseline, 'id' | 'name' | 'number'> {
  readonly tasks: readonly BaselineTask[]
}

/** Where a row came from: what the file called it, and said beyond what is modelled. */
export interface RowOrigin {
  readonly key: string
  readonly guid: string | null
  readonly extra: DocumentExtra | null
}
