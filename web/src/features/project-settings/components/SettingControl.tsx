import type { Plan } from '@throughline/contract'
import { type ReactNode, useId } from 'react'
import type { Control } from '../lib/controls.ts'
import { type TextKey, text } from '../lib/text.ts'
import en from '../messages/en.json'
import styles from './ProjectSettings.module.css'

interface SettingControlProps {
  control: Control
  plan: Plan
  value: string | boolean
  problem: string | undefined
  onChange: (value: string | boolean) => void
}

const isText = (key: string): key is TextKey => Object.hasOwn(en, key)
const wordsOf = (key: string): string => (isText(key) ? text(key) : '')

/** One setting, with its name, what it does and what is wrong with it. */
export function SettingControl({ control, plan, value, problem, onChange }: SettingControlProps) {
  const id = useId()
  const { key, kind } = control
  const hint = wordsOf(`${key}Hint`)
  const describedBy = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  const common = {
    id,
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(problem ? { 'aria-invalid': true } : {}),
  }
  const notes = (
    <>
      {hint && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {problem && (
        <span id={`${id}-problem`} role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </>
  )
  if (kind === 'check') {
    return (
      <div className={styles.check}>
        <input
          {...common}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          <label htmlFor={id}>{text(key)}</label>
          {notes}
        </span>
      </div>
    )
  }
  return (
    <div className={styles.control} data-kind={kind}>
      <label htmlFor={id}>{text(key)}</label>
      {inputOf(control, plan, { ...common, value: String(value), onChange: (event) => onChange(event.target.value) })}
      {notes}
    </div>
  )
}

interface InputProps {
  id: string
  value: string
  onChange: (event: { target: { value: string } }) => void
}

function inputOf(control: Control, { calendars }: Plan, props: InputProps): ReactNode {
  if (control.kind === 'area') return <textarea {...props} rows={4} maxLength={20_000} />
  if (control.kind === 'moment') return <input {...props} type="datetime-local" />
  if (control.kind === 'calendar') return <Options {...props} options={calendars.map(({ id, name }) => [id, name])} />
  if (control.kind === 'choice') {
    return <Options {...props} options={control.values.map((each) => [each, wordsOf(`${control.key}_${each}`)])} />
  }
  if (control.kind === 'zone') return <ZoneInput {...props} />
  const inputMode = control.kind === 'text' ? 'text' : 'decimal'
  return <input {...props} inputMode={inputMode} maxLength={200} />
}

function Options({ options, ...props }: InputProps & { options: (readonly [string, string])[] }) {
  return (
    <select {...props}>
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  )
}

function ZoneInput(props: InputProps) {
  const zones = Intl.supportedValuesOf('timeZone')
  return (
    <>
      <input {...props} list={`${props.id}-zones`} maxLength={64} />
      <datalist id={`${props.id}-zones`}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}
