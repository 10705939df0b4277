import { Field } from './Field.tsx'

interface PresentPasswordFieldProps {
  value: string
  onChange: (value: string) => void
}

/** Asked for again by what changes how one signs in. */
export function PresentPasswordField({ value, onChange }: PresentPasswordFieldProps) {
  return (
    <Field
      label="Present password"
      type="password"
      autoComplete="current-password"
      value={value}
      onChange={onChange}
      isRequired
    />
  )
}
