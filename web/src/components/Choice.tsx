import styles from './Page.module.css'

type ChoiceProps<Value extends string> = {
  label: string
  names: Readonly<Record<Value, string>>
  values: readonly Value[]
} & (
  | { all: string; value: Value | undefined; onChange: (value: Value | undefined) => void }
  | { all?: never; value: Value; onChange: (value: Value) => void }
)

/** One of several values; or all, where `all` says what that is called. */
export function Choice<Value extends string>({ label, names, values, ...choice }: ChoiceProps<Value>) {
  function choose(text: string): void {
    const chosen = values.find((each) => each === text)
    if (choice.all !== undefined) choice.onChange(chosen)
    else if (chosen !== undefined) choice.onChange(chosen)
  }

  return (
    <label className={styles.choice}>
      {label}
      <select value={choice.value ?? ''} onChange={({ target }) => choose(target.value)}>
        {choice.all !== undefined && <option value="">{choice.all}</option>}
        {values.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </label>
  )
}
