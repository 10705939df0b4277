import { ProblemError } from '@throughline/contract'
import type { Handlers } from '../http/call.ts'

type Sync = Pick<Handlers, 'pullSync' | 'pushSync'>

const unbuilt = () => Promise.reject(new ProblemError('unavailable'))

export const syncHandlers: Sync = {
  pullSync: unbuilt,
  pushSync: unbuilt,
}
