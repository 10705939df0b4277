import type { LinkType } from '@throughline/engine'
import { linkRows } from './link-rows.ts'
import type { OutRow } from './out-row.ts'
import type { WriteContext } from './write-context.ts'

const TYPES: Readonly<Record<LinkType, string>> = { FS: 'PR_FS', SS: 'PR_SS', FF: 'PR_FF', SF: 'PR_SF' }

export function predecessorRows({ document, projectId, numbers }: WriteContext): OutRow[] {
  return linkRows(document).links.map(
    ({ key, source, predecessorKey, successorKey, type, lagMinutes }, index): OutRow => ({
      said: {
        task_id: successorKey,
        pred_task_id: predecessorKey,
        pred_type: TYPES[type],
        lag_hr_cnt: numbers.hours(lagMinutes),
      },
      usual: {
        task_pred_id: String(index + 1),
        task_id: '',
        pred_task_id: '',
        proj_id: projectId,
        pred_proj_id: projectId,
        pred_type: '',
        lag_hr_cnt: '',
        comments: '',
        float_path: '',
        aref: '',
        arls: '',
      },
      extra: key === source.key ? source.extra : null,
    }),
  )
}
