import { useQuery } from '@tanstack/react-query'
import { client } from '../lib/service.ts'
import { Banner } from './Banner.tsx'

const askEvery = 10_000
const askEveryWhileAway = 3_000

/** Says so when edits are taken but recomputes cannot run. */
export function StatusBanner() {
  const { data } = useQuery({
    queryKey: ['status'],
    queryFn: () => client.call('getStatus'),
    refetchInterval: ({ state }) => (state.data?.temporal === 'unreachable' ? askEveryWhileAway : askEvery),
    retry: false,
  })
  if (data?.temporal !== 'unreachable') return null
  return <Banner tone="warning">Edits are saved; dates are catching up.</Banner>
}
