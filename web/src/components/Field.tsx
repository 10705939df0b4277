import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components'
import styles from './Field.module.css'

interface FieldProps extends Omit<TextFieldProps, 'className' | 'children' | 'style'> {
  label: string
  hint?: string
  placeholder?: string
  /** What is wrong with the value, where the form does not find it by itself. */
  error?: string
}

export function Field({ label, hint, placeholder, error, ...props }: FieldProps) {
  return (
    <TextField {...props} className={styles.field ?? ''} {...(error ? { isInvalid: true } : {})}>
      <Label>{label}</Label>
      <Input className={styles.input ?? ''} {...(placeholder ? { placeholder } : {})} />
      {hint && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </TextField>
  )
}
