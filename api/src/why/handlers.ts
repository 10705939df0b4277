import { ProblemError } from '@throughline/contract'
import type { Handlers } from '../http/call.ts'

type Why = Pick<Handlers, 'getWhy'>

const unbuilt = () => Promise.reject(new ProblemError('unavailable'))

export const whyHandlers: Why = {
  getWhy: unbuilt,
}
