import { ListChecks } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import menu from '../../../components/Menu.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { useJobs } from '../api/jobs.ts'
import { text } from '../lib/job-words.ts'
import { isOpen } from '../lib/jobs.ts'
import styles from './JobTray.module.css'

const JobList = lazy(() => import('./JobList.tsx').then((m) => ({ default: m.JobList })))

/** From any page to what one asked for and that takes a while: how many there are, and on a press how far each is. */
export function JobTray({ personId }: { personId: string }) {
  const { data = [] } = useJobs(personId)
  const open = data.filter(isOpen).length
  return (
    <DialogTrigger>
      <span className={styles.tray}>
        <Button look="quiet" size="small" aria-label={text('jobs', { count: open })} icon={<ListChecks />} />
        {open > 0 && (
          <span className={styles.count} aria-hidden="true">
            {open}
          </span>
        )}
      </span>
      <Popover className={`${menu.popover} ${styles.popover}`} placement="bottom end">
        <Dialog className={styles.dialog ?? ''} aria-label={text('title')}>
          {({ close }) => (
            <Suspense fallback={<Skeleton label={text('loading')} lines={3} />}>
              <JobList runs={data} onLeave={close} />
            </Suspense>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
