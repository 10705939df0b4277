import type { Driver } from '@throughline/engine'

/** Why a date is what it is, for drivers that need no more words; links and constraints say more where there is room. */
export const reasons: Readonly<Record<Driver['kind'], string>> = {
  'project-start': 'the project starts then',
  'project-finish': 'the project must finish then',
  link: 'it follows another task',
  constraint: 'a constraint holds it',
  children: 'the tasks below it',
  actual: 'it has started',
  manual: 'its dates were set by hand',
  'leveling-delay': 'it waits for the people who do it',
  'status-date': 'the rest is still to be done',
  resume: 'the rest is resumed then',
  'calendar-gap': 'nobody works before',
  'late-as-possible': 'it is done as late as possible',
  duration: 'its duration',
  assignment: 'the people who do it',
}
