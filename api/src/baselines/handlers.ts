import { ProblemError } from '@throughline/contract'
import type { Handlers } from '../http/call.ts'

type Baselines = Pick<Handlers, 'listBaselineTasks' | 'getVariance'>

const unbuilt = () => Promise.reject(new ProblemError('unavailable'))

export const baselinesHandlers: Baselines = {
  listBaselineTasks: unbuilt,
  getVariance: unbuilt,
}
