import { ProblemError } from '@throughline/contract'
import type { Handlers } from '../http/call.ts'

type History = Pick<Handlers, 'getRevertState' | 'undo' | 'redo' | 'compareRevisions'>

const unbuilt = () => Promise.reject(new ProblemError('unavailable'))

export const historyHandlers: History = {
  getRevertState: unbuilt,
  undo: unbuilt,
  redo: unbuilt,
  compareRevisions: unbuilt,
}
