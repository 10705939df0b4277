import { ProblemError } from '@throughline/contract'
import type { Handlers } from '../http/call.ts'

type Organisation = Pick<Handlers, 'getOrganisation' | 'patchOrganisation'>

const unbuilt = () => Promise.reject(new ProblemError('unavailable'))

export const organisationHandlers: Organisation = {
  getOrganisation: unbuilt,
  patchOrganisation: unbuilt,
}
