import { queryOptions, useMutation } from '@tanstack/react-query'
import type { StoppedMails } from '@throughline/contract'
import { client } from '../../../lib/service.ts'

/** What somebody does by the secret of a mail that they want no more of, signed in or not. */

export const unsubscribeQuery = (secret: string) =>
  queryOptions({
    queryKey: ['unsubscribe', secret],
    queryFn: () => client.call('lookAtUnsubscribe', { body: { secret } }),
    retry: false,
  })

export const useUnsubscribe = (secret: string) =>
  useMutation({ mutationFn: () => client.call('unsubscribe', { params: { secret } }) })

/** As the mails came before they were stopped. */
export const useUndoUnsubscribe = (secret: string) =>
  useMutation({
    mutationFn: ({ stopped }: StoppedMails) => {
      const mails = stopped.flatMap(({ kind, mail }) => (mail === 'off' ? [] : [{ kind, mail }]))
      return client.call('undoUnsubscribe', { body: { secret, mails } })
    },
  })
