import { mayInProject, type Project, type RecomputeHold } from '@throughline/contract'
import { Play } from 'lucide-react'
import { Banner } from '../../../components/Banner.tsx'
import { Button } from '../../../components/Button.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { useComputeNow, useResumeRecomputes } from '../api/hold.ts'
import styles from './RecomputeHoldBanner.module.css'

interface RecomputeHoldBannerProps {
  project: Project
  hold: RecomputeHold
}

/** Why the dates do not follow the changes, and what ends that, for those who may. */
export function RecomputeHoldBanner({ project, hold }: RecomputeHoldBannerProps) {
  const resume = useResumeRecomputes(project.id)
  const compute = useComputeNow(project.id)
  const isPaused = hold.state === 'paused'
  const { mutate, isPending } = isPaused ? resume : compute
  return (
    <Banner tone="warning">
      <div className={styles.content}>
        <span>
          {isPaused ? (
            <>
              <strong>Recomputes are paused</strong> by {hold.by?.name || 'somebody'} since{' '}
              <time dateTime={hold.at}>{formatMoment(hold.at)}</time>. Edits are saved; their dates wait.
            </>
          ) : (
            <>
              <strong>The last recompute was cancelled.</strong> The dates follow with the next change.
            </>
          )}
        </span>
        {mayInProject(project, 'run.change') && (
          <Button size="small" icon={<Play />} isDisabled={isPending} onPress={() => mutate()}>
            {isPaused ? 'Resume' : 'Compute now'}
          </Button>
        )}
      </div>
    </Banner>
  )
}
