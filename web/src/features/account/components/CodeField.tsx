import { Field } from '../../../components/Field.tsx'

interface CodeFieldProps {
  value: string
  onChange: (value: string) => void
}

/** Of the second step of a sign-in. */
export function CodeField({ value, onChange }: CodeFieldProps) {
  return (
    <Field
      label="Code"
      hint="Of your authenticator app, or one of your recovery codes."
      name="code"
      autoComplete="one-time-code"
      value={value}
      onChange={onChange}
      isRequired
      autoFocus
    />
  )
}
