import styles from './Controls.module.css'

interface SelectControlProps<Value extends string> {
  label: string
  value: Value
  values: readonly (readonly [Value, string])[]
  onChange: (value: Value) => void
  title?: string
  className?: string | undefined
}

/** One of a few values. */
export function SelectControl<Value extends string>(props: SelectControlProps<Value>) {
  const { label, value, values, onChange, title, className } = props
  return (
    <select
      className={`${styles.select} ${className ?? ''}`}
      aria-label={label}
      title={title}
      value={value}
      onChange={({ target }) => {
        const chosen = values.find(([each]) => each === target.value)
        if (chosen) onChange(chosen[0])
      }}
    >
      {values.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
        </option>
      ))}
    </select>
  )
}
