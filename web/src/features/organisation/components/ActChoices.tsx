import { type ProjectAct, projectActs } from '@throughline/contract'
import styles from '../../../components/Page.module.css'
import { actWords } from '../lib/act-words.ts'

interface ActChoicesProps {
  legend: string
  chosen: readonly ProjectAct[]
  isDisabled?: boolean
  onChange: (acts: ProjectAct[]) => void
}

/** The acts of a custom role. To see the plan is one of each: without it there is nothing to act on. */
export function ActChoices({ legend, chosen, isDisabled = false, onChange }: ActChoicesProps) {
  const toggle = (act: ProjectAct) =>
    onChange(projectActs.filter((each) => (each === act ? !chosen.includes(each) : chosen.includes(each))))
  return (
    <fieldset className={styles.choices} disabled={isDisabled}>
      <legend>{legend}</legend>
      {projectActs.map((act) => (
        <label key={act}>
          <input
            type="checkbox"
            checked={chosen.includes(act)}
            disabled={act === 'project.read'}
            onChange={() => toggle(act)}
          />
          {actWords[act]}
        </label>
      ))}
    </fieldset>
  )
}
