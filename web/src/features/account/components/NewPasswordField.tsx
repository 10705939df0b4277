import { Field } from '../../../components/Field.tsx'

interface NewPasswordFieldProps {
  label?: string
  value: string
  onChange: (value: string) => void
}

/** Length is all that is asked here; what is common or too near to the person, the service says. */
export function NewPasswordField({ label = 'New password', value, onChange }: NewPasswordFieldProps) {
  return (
    <Field
      label={label}
      hint="At least 8 characters. A few words that only you would put together are better than symbols."
      type="password"
      name="new-password"
      autoComplete="new-password"
      value={value}
      onChange={onChange}
      minLength={8}
      maxLength={256}
      isRequired
    />
  )
}
