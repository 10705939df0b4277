import type { PlanExport } from '@throughline/domain'
import { documentOfRows, type PlanDocument, type RowOrigin } from '@throughline/formats'

/** A project as the formats take it. */
export const documentOf = ({ plan, baselineTasks, origins }: PlanExport): PlanDocument =>
  documentOfRows({
    ...plan,
    baselines: plan.baselines.map(({ id, name, number }) => ({ id, name, number, tasks: baselineTasks.get(id) ?? [] })),
    origins: origins as ReadonlyMap<string, RowOrigin>,
  })
