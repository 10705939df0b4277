import { useSearch } from '@tanstack/react-router'
import { Account } from '../../features/account/components/Account.tsx'

export function AccountRoute() {
  const { problem } = useSearch({ from: '/signed-in/account' })
  return <Account problem={problem} />
}
