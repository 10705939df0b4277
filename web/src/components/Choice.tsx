import styles from './Page.module.css'

interface ChoiceProps<Value extends string> {
  label: string
  all: string
  names: Readonly<Record<Value, string>>
  values: readonly Value[]
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

/** One of several values, or all. */
export function Choice<Value extends string>({ label, all, names, values, value, onChange }: ChoiceProps<Value>) {
  return (
    <label className={styles.choice}>
      {label}
      <select value={value ?? ''} onChange={({ target }) => onChange(values.find((each) => each === target.value))}>
        <option value="">{all}</option>
        {values.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </label>
  )
}
