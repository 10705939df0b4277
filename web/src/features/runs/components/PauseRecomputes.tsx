import type { Project } from '@throughline/contract'
import { mayInProject } from '@throughline/contract'
import { Pause } from 'lucide-react'
import { Button } from '../../../components/Button.tsx'
import { usePauseRecomputes } from '../api/hold.ts'

/** For who may keep the dates of a project as they are; the banner that says so has the way back. */
export function PauseRecomputes({ project }: { project: Project }) {
  const { mutate, isPending } = usePauseRecomputes(project.id)
  if (project.recomputeHold?.state === 'paused' || !mayInProject(project, 'run.change')) return null
  return (
    <Button
      look="quiet"
      size="small"
      icon={<Pause />}
      isDisabled={isPending}
      aria-label="Pause recomputes"
      onPress={() => mutate()}
    >
      Pause
    </Button>
  )
}
