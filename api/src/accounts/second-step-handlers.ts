import {
  beginOwnSecondStep,
  confirmOwnSecondStep,
  describeSecondStep,
  removeOwnSecondStep,
  renewOwnRecoveryCodes,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { guarded } from './guarded.ts'

type SecondSteps = Pick<
  Handlers,
  'getSecondStep' | 'beginSecondStep' | 'confirmSecondStep' | 'renewRecoveryCodes' | 'removeSecondStep'
>

export const secondStepHandlers: SecondSteps = {
  getSecondStep: ({ transaction, principal }) => describeSecondStep(transaction, principal),
  beginSecondStep({ context, transaction, principal, body, reply }) {
    reply.holdsSecret = true
    return guarded(context, 'password', principal.personId, () =>
      beginOwnSecondStep(transaction, principal, body.password, context.settings.api.sessionSecret),
    )
  },
  async confirmSecondStep({ context, transaction, principal, body, reply }) {
    reply.holdsSecret = true
    const { personId } = principal
    const codes = await guarded(context, 'code', personId, () =>
      confirmOwnSecondStep(transaction, principal, body.code, context.settings.api.sessionSecret),
    )
    context.log.info({ security: 'second-step-added', personId }, 'a person added a second step')
    return codes
  },
  renewRecoveryCodes({ context, transaction, principal, body, reply }) {
    reply.holdsSecret = true
    return guarded(context, 'password', principal.personId, () =>
      renewOwnRecoveryCodes(transaction, principal, body.password),
    )
  },
  async removeSecondStep({ context, transaction, principal, body }) {
    const { personId } = principal
    await guarded(context, 'password', personId, () => removeOwnSecondStep(transaction, principal, body.password))
    context.log.info({ security: 'second-step-removed', personId }, 'a person removed their second step')
  },
}
