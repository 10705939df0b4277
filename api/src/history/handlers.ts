import { getRevertState, revert } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type History = Pick<Handlers, 'getRevertState' | 'undo' | 'redo'>

export const historyHandlers: History = {
  getRevertState: ({ transaction, actor, params }) => getRevertState(transaction, actor, params.projectId),
  undo: ({ transaction, actor, params, body }) => revert(transaction, actor, params.projectId, 'undo', body),
  redo: ({ transaction, actor, params, body }) => revert(transaction, actor, params.projectId, 'redo', body),
}
