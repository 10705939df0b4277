import { mayInProject } from '@throughline/contract'
import { usePlan } from '../../../lib/plan-context.tsx'
import { groups } from '../lib/controls.ts'
import { text } from '../lib/text.ts'
import { Calendars } from './Calendars.tsx'
import { CustomFields } from './CustomFields.tsx'
import styles from './ProjectSettings.module.css'
import { SettingsGroup } from './SettingsGroup.tsx'

/** What can be set of a project: by its managers; others read it. */
export function ProjectSettings() {
  const { plan } = usePlan()
  if (!plan) return null
  const mayChange = mayInProject(plan.project, 'project.change')
  return (
    <div className={styles.page}>
      <title>{`${text('title')} · ${plan.project.name}`}</title>
      {!mayChange && <p className={styles.lead}>{text('readOnly')}</p>}
      {groups.map((group) => (
        <SettingsGroup key={group.title} group={group} plan={plan} mayChange={mayChange} />
      ))}
      <CustomFields plan={plan} mayChange={mayChange} />
      <Calendars plan={plan} mayChange={mayInProject(plan.project, 'plan.change')} />
    </div>
  )
}
