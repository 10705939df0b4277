import { ProblemError } from '@throughline/contract'
import type { Handlers } from '../http/call.ts'

type Presence = Pick<Handlers, 'listPresence'>

const unbuilt = () => Promise.reject(new ProblemError('unavailable'))

export const presenceHandlers: Presence = {
  listPresence: unbuilt,
}
