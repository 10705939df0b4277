import { useQuery } from '@tanstack/react-query'
import { client } from '../lib/service.ts'
import { Banner } from './Banner.tsx'

/** Says so when edits are taken but recomputes cannot run. */
export function StatusBanner() {
  const { data } = useQuery({
    queryKey: ['status'],
    queryFn: () => client.call('getStatus'),
    refetchInterval: 10_000,
    retry: false,
  })
  if (data?.temporal !== 'unreachable') return null
  return (
    <Banner tone="warning">
      Edits are saved; dates are catching up.
      {data.waitingRequests > 0 && ` ${data.waitingRequests} recomputes wait.`}
    </Banner>
  )
}
