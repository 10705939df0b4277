import { useNavigate, useSearch } from '@tanstack/react-router'
import { SignIn } from '../../features/account/components/SignIn.tsx'

export function SignInRoute() {
  const navigate = useNavigate()
  const { next } = useSearch({ from: '/sign-in' })
  return <SignIn onSignedIn={() => void navigate({ href: next ?? '/', replace: true })} />
}
