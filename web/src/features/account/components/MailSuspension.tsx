import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { Banner } from '../../../components/Banner.tsx'
import { Button } from '../../../components/Button.tsx'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const suspensionQuery = queryOptions({
  queryKey: ['mail-suspension'],
  queryFn: () => client.call('getMailSuspension'),
})

/** Says that no mail is sent to one because it comes back, and why, until somebody asks to try again. */
export function MailSuspension() {
  const { data } = useQuery(suspensionQuery)
  const { mutate, isPending } = useMutation({
    mutationFn: () => client.call('liftMailSuspension'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: suspensionQuery.queryKey }),
    onError: (error) => showError('That was not done', error),
  })
  if (!data?.suspension) return null
  const { address, reply } = data.suspension
  return (
    <Banner tone="warning">
      <p>
        Mail to {address} comes back: “{reply}”. Nothing more is sent to it.
      </p>
      <Button isDisabled={isPending} onPress={() => mutate()}>
        Try again
      </Button>
    </Banner>
  )
}
