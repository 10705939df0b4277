import { useNavigate, useSearch } from '@tanstack/react-router'
import { ConfirmSignIn } from '../../features/account/components/ConfirmSignIn.tsx'
import { SignIn } from '../../features/account/components/SignIn.tsx'

export function SignInRoute() {
  const navigate = useNavigate()
  const { next, problem, code } = useSearch({ from: '/sign-in' })
  const goOn = () => void navigate({ href: next ?? '/', replace: true })
  if (code) return <ConfirmSignIn onSignedIn={goOn} />
  return <SignIn next={next} problem={problem} onSignedIn={goOn} />
}
