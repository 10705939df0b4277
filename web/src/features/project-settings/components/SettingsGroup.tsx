import type { Plan } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { useSend } from '../../../lib/use-send.ts'
import { type Draft, type Group, patchOf, problemOf, typedOf } from '../lib/controls.ts'
import { text } from '../lib/text.ts'
import styles from './ProjectSettings.module.css'
import { SettingControl } from './SettingControl.tsx'

interface SettingsGroupProps {
  group: Group
  plan: Plan
  mayChange: boolean
}

/** Settings that are saved together. What others change meanwhile is shown where nothing was typed. */
export function SettingsGroup({ group, plan, mayChange }: SettingsGroupProps) {
  const { project } = plan
  const send = useSend()
  const [draft, setDraft] = useState<Draft>({})
  const [isSaved, setSaved] = useState(false)
  const problems = group.controls.flatMap((control) => {
    const typed = draft[control.key]
    const problem = typed === undefined ? null : problemOf(control, typed)
    return problem ? [[control.key, problem] as const] : []
  })
  const changed = patchOf(project, draft)

  async function save(): Promise<void> {
    if (!changed || problems.length > 0) return
    const fields = changed.keys.map((key) => text(key).toLowerCase()).join(', ')
    const operations = [{ op: 'update' as const, entity: 'project' as const, id: project.id, patch: changed.patch }]
    if (!(await send({ summary: text('summary', { fields }), operations }))) return
    setDraft({})
    setSaved(true)
  }

  return (
    <section aria-labelledby={`settings-${group.title}`} className={styles.group}>
      <h2 id={`settings-${group.title}`}>{text(group.title)}</h2>
      {group.lead && <p className={styles.lead}>{text(group.lead)}</p>}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <fieldset disabled={!mayChange} className={styles.controls}>
          {group.controls.map((control) => (
            <SettingControl
              key={control.key}
              control={control}
              plan={plan}
              value={draft[control.key] ?? typedOf(project, control)}
              problem={problems.find(([key]) => key === control.key)?.[1]}
              onChange={(value) => {
                setSaved(false)
                setDraft({ ...draft, [control.key]: value })
              }}
            />
          ))}
        </fieldset>
        {mayChange && (
          <div className={styles.acts}>
            <Button type="submit" isDisabled={!changed || problems.length > 0}>
              {text('save')}
            </Button>
            <span role="status">{isSaved && text('saved')}</span>
          </div>
        )}
      </form>
    </section>
  )
}
