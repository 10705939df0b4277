import type { LinkType } from '@throughline/engine'
import { clampMinutes } from '../limits.ts'
import type { DocumentLink } from '../plan-document.ts'
import { linkKey } from '../row-keys.ts'
import type { Warnings } from '../warnings.ts'
import type { XerRow } from './xer-tables.ts'
import { SPANNING_TYPES } from './xer-task.ts'
import { cellError, keyIn, minutesIn, textIn } from './xer-values.ts'

export const LINK_TYPES: Readonly<Record<string, LinkType>> = {
  PR_FS: 'FS',
  PR_SS: 'SS',
  PR_FF: 'FF',
  PR_SF: 'SF',
}

/** Null for a type that is not known. */
export function linkKeyOf(row: XerRow): string | null {
  const type = LINK_TYPES[textIn(row, 'pred_type') ?? 'PR_FS']
  return type === undefined ? null : linkKey(keyIn(row, 'pred_task_id'), keyIn(row, 'task_id'), type)
}

interface XerLinkContext {
  readonly taskTypes: ReadonlyMap<string, string>
  /** Those of all projects of the file. */
  readonly otherTasks: ReadonlySet<string>
  readonly warnings: Warnings
}

/** Links of what only spans others are left out: they drive nothing. */
export function buildLinks(
  rows: readonly XerRow[],
  { taskTypes, otherTasks, warnings }: XerLinkContext,
): DocumentLink[] {
  return rows.flatMap((row) => {
    const successorKey = keyIn(row, 'task_id')
    const predecessorKey = keyIn(row, 'pred_task_id')
    const type = LINK_TYPES[textIn(row, 'pred_type') ?? 'PR_FS']
    const types = [taskTypes.get(predecessorKey), taskTypes.get(successorKey)]
    if (types[1] === undefined) throw cellError(row, 'task_id', notThere(successorKey))
    const isOfProject = (textIn(row, 'pred_proj_id') ?? textIn(row, 'proj_id')) === textIn(row, 'proj_id')
    if (types[0] === undefined && isOfProject && !otherTasks.has(predecessorKey))
      throw cellError(row, 'pred_task_id', notThere(predecessorKey))
    if (type === undefined || types.includes(undefined)) {
      warnings.add('link left out', row, 'A link from another project, or of an unknown type, is left out.')
      return []
    }
    if (types.some((each) => SPANNING_TYPES.has(each ?? ''))) {
      warnings.add('link of a level of effort', row, 'A link of a level of effort is left out; it keeps its dates.')
      return []
    }
    const lagMinutes = clampMinutes(minutesIn(row, 'lag_hr_cnt') ?? 0, row, warnings)
    return [
      {
        key: linkKey(predecessorKey, successorKey, type),
        predecessorKey,
        successorKey,
        type,
        lagMinutes,
        lagUnit: 'working' as const,
        extra: null,
        line: row.line,
      },
    ]
  })
}

const notThere = (key: string): string => `“${key.slice(0, 60)}” is no task of the project`
