import { useQuery } from '@tanstack/react-query'
import { mayInProject } from '@throughline/contract'
import { peopleQuery } from '../../../lib/organisation.ts'
import type { TaskPanelProps } from '../../../lib/task-panel.ts'
import { Assignments } from './Assignments.tsx'
import { Checklist } from './Checklist.tsx'
import { Description } from './Description.tsx'
import { Links } from './Links.tsx'
import { ScheduleFields } from './ScheduleFields.tsx'
import { Watchers } from './Watchers.tsx'

/** What a task is: described, placed in time, given to people, and tied to others. */
export function Details(props: TaskPanelProps) {
  const { plan, task, onEdit } = props
  const people = useQuery(peopleQuery).data?.items ?? []
  const mayChange = mayInProject(plan.project, 'plan.change')
  const mayProgress = mayChange || mayInProject(plan.project, 'task.progress')
  return (
    <>
      <Description task={task} mayWrite={mayProgress} onEdit={onEdit} />
      <Checklist plan={plan} task={task} mayChange={mayChange} mayTick={mayProgress} onEdit={onEdit} />
      <ScheduleFields {...props} mayChange={mayChange} mayProgress={mayProgress} />
      <Assignments plan={plan} task={task} people={people} mayChange={mayChange} onEdit={onEdit} />
      <Links {...props} direction="predecessors" mayChange={mayChange} />
      <Links {...props} direction="successors" mayChange={mayChange} />
      <Watchers task={task} />
    </>
  )
}
