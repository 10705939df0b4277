import type { Project } from '@throughline/contract'

type Computed = Pick<Project, 'inputRevision' | 'computedRevision' | 'scheduleError' | 'recomputeHold'>

export const isCalculating = (project: Computed): boolean =>
  project.inputRevision > project.computedRevision && !project.scheduleError && !project.recomputeHold
