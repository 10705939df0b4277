import { mayInProject, type Plan, type Resource } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { ChevronLeft, ChevronRight, Scale, UserRoundPlus, UsersRound } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import toggle from '../../../components/ToggleGroup.module.css'
import { wallTimeIn } from '../../../lib/dates.ts'
import { usePlan } from '../../../lib/plan-context.tsx'
import { useIsNarrow } from '../../../lib/use-media.ts'
import { useLoads } from '../hooks/use-loads.ts'
import { type BucketUnit, bucketUnits, dayText, edgesFrom, later, minuteOfDay, startOf } from '../lib/buckets.ts'
import { text } from '../lib/text.ts'
import { LoadTable } from './LoadTable.tsx'
import styles from './Resources.module.css'

const LevelDialog = lazy(() => import('./LevelDialog.tsx').then((module) => ({ default: module.LevelDialog })))
const ResourceDialog = lazy(() => import('./ResourceDialog.tsx').then((module) => ({ default: module.ResourceDialog })))

/** Which stretch of time is shown, as it stands in the address. */
export interface LoadPlace {
  readonly by?: BucketUnit | undefined
  /** A day in the first bucket. */
  readonly from?: string | undefined
}

interface ResourcesProps {
  place: LoadPlace
  onPlace: (place: LoadPlace) => void
  onTask: (taskId: string) => void
}

/** Who works on the project, and how much of their time is asked for. */
export function Resources(props: ResourcesProps) {
  const { plan } = usePlan()
  return plan && <ResourcesOf plan={plan} {...props} />
}

type Open = { dialog: 'level' } | { dialog: 'resource'; id: string | null }

function ResourcesOf({ plan, place, onPlace, onTask }: ResourcesProps & { plan: Plan }) {
  const [open, setOpen] = useState<Open | null>(null)
  const count = useIsNarrow() ? 6 : 18
  const by = place.by ?? 'week'
  const today = minuteOf(wallTimeIn(plan.project.timeZone))
  const start = startOf(by, minuteOfDay(place.from) ?? firstShown(plan, today))
  const edges = useMemo(() => edgesFrom(by, start, count), [by, start, count])
  const loads = useLoads(plan, edges)
  const mayChange = mayInProject(plan.project, 'plan.change')
  const go = (minute: number, unit: BucketUnit = by) => onPlace({ by: unit, from: dayText(startOf(unit, minute)) })
  const opened = open?.dialog === 'resource' ? plan.resources.find(({ id }) => id === open.id) : undefined

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <p>{text('lead')}</p>
        <div className={styles.tools}>
          <ToggleButtonGroup
            className={toggle.group ?? ''}
            aria-label={text('by')}
            disallowEmptySelection
            selectedKeys={[by]}
            onSelectionChange={([key]) => go(start, bucketUnits.find((unit) => unit === key) ?? by)}
          >
            {bucketUnits.map((unit) => (
              <ToggleButton key={unit} id={unit} className={toggle.choice ?? ''}>
                {text(unit)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <IconButton label={text('earlier')} icon={<ChevronLeft />} onPress={() => go(later(by, start, -count / 2))} />
          <Button size="small" onPress={() => go(today)}>
            {text('today')}
          </Button>
          <IconButton label={text('later')} icon={<ChevronRight />} onPress={() => go(later(by, start, count / 2))} />
          {mayChange && (
            <>
              <Button size="small" icon={<Scale />} onPress={() => setOpen({ dialog: 'level' })}>
                {text('level')}
              </Button>
              <Button
                look="primary"
                size="small"
                icon={<UserRoundPlus />}
                onPress={() => setOpen({ dialog: 'resource', id: null })}
              >
                {text('add')}
              </Button>
            </>
          )}
        </div>
      </div>
      {plan.resources.length === 0 ? (
        <EmptyState icon={<UsersRound />} title={text('emptyTitle')}>
          {text(mayChange ? 'emptyText' : 'emptyTextViewer')}
        </EmptyState>
      ) : (
        <LoadTable
          {...{ plan, loads, edges, by, today, mayChange, onTask }}
          onOpen={({ id }: Resource) => setOpen({ dialog: 'resource', id })}
        />
      )}
      <Suspense>
        {open?.dialog === 'level' && <LevelDialog plan={plan} onClose={() => setOpen(null)} />}
        {open?.dialog === 'resource' && (open.id === null || opened) && (
          <ResourceDialog plan={plan} resource={opened ?? null} mayChange={mayChange} onClose={() => setOpen(null)} />
        )}
      </Suspense>
    </div>
  )
}

/** Today where the plan is under way, else where it begins. */
function firstShown({ project }: Plan, today: number): number {
  const begin = minuteOf(project.startsAt)
  const end = project.finishesAt ? minuteOf(project.finishesAt) : begin
  return today > begin && today < end ? today : begin
}
