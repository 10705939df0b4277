import { useNavigate, useParams } from '@tanstack/react-router'
import { Program } from '../../features/organisation/components/Program.tsx'

/** One program, at its address. */
export function ProgramRoute() {
  const { programId } = useParams({ from: '/signed-in/organisation/programs/$programId' })
  const navigate = useNavigate()
  return (
    <Program
      key={programId}
      programId={programId}
      onOpenProject={(projectId) => void navigate({ to: '/projects/$projectId', params: { projectId } })}
      onGone={() => void navigate({ to: '/organisation/programs' })}
    />
  )
}
