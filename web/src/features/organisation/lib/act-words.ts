import type { ProjectAct } from '@throughline/contract'

/** What somebody may, in words. */
export const actWords: Record<ProjectAct, string> = {
  'project.read': 'see the plan',
  'project.watch': 'see changes live',
  'task.progress': 'report progress',
  'comment.write': 'comment on tasks',
  'comment.remove': 'delete comments of others',
  'plan.change': 'change the plan',
  'project.change': 'change the project',
  'member.read': 'see who has which role',
  'member.change': 'give and take roles',
  'run.change': 'pause, resume and cancel runs',
  'project.delete': 'delete the project',
}
