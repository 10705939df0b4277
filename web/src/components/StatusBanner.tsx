import { useQuery } from '@tanstack/react-query'
import type { ServiceStatus } from '@throughline/contract'
import { client } from '../lib/service.ts'
import { Banner } from './Banner.tsx'

const askEvery = 10_000
const askEveryWhileAway = 3_000

/** Edits are taken, but recomputes do not run: Temporal is away, or whoever computes is. */
const isBehind = (status: ServiceStatus | undefined): boolean =>
  status?.temporal === 'unreachable' || status?.dates === 'late'

export function StatusBanner() {
  const { data } = useQuery({
    queryKey: ['status'],
    queryFn: () => client.call('getStatus'),
    refetchInterval: ({ state }) => (isBehind(state.data) ? askEveryWhileAway : askEvery),
    retry: false,
  })
  if (!isBehind(data)) return null
  return <Banner tone="warning">Edits are saved; dates are catching up.</Banner>
}
