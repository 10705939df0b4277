import type { CalendarSpec, Minute, Plan, PlanTask } from '../src/plan/types.ts'
import { dayOf, textOfDay } from '../src/time.ts'

/** The plan and all its dates, those of its calendars included, so many days later. */
export function movedPlan(plan: Plan, days: number): Plan {
  const later = (minute: Minute | null | undefined): Minute | null => (minute == null ? null : minute + days * 1440)
  const movedTask = (task: PlanTask): PlanTask => ({
    ...task,
    deadline: later(task.deadline),
    constraint: task.constraint == null ? null : { ...task.constraint, date: later(task.constraint.date) },
    manual: task.manual == null ? null : { start: later(task.manual.start), finish: later(task.manual.finish) },
    progress:
      task.progress == null
        ? null
        : {
            ...task.progress,
            actualStart: later(task.progress.actualStart),
            actualFinish: later(task.progress.actualFinish),
            resume: later(task.progress.resume),
          },
  })
  return {
    ...plan,
    start: later(plan.start) as Minute,
    statusDate: later(plan.statusDate),
    calendars: plan.calendars.map((spec) => movedCalendar(spec, days)),
    tasks: plan.tasks.map(movedTask),
  }
}

function movedCalendar(spec: CalendarSpec, days: number): CalendarSpec {
  const later = (day: string) => textOfDay(dayOf(day) + days)
  return {
    ...spec,
    exceptions: spec.exceptions.map((each) => ({ ...each, from: later(each.from), to: later(each.to) })),
  }
}
