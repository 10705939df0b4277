import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components'
import styles from './Field.module.css'

interface FieldProps extends Omit<TextFieldProps, 'className' | 'children' | 'style'> {
  label: string
  hint?: string
  placeholder?: string
}

export function Field({ label, hint, placeholder, ...props }: FieldProps) {
  return (
    <TextField {...props} className={styles.field ?? ''}>
      <Label>{label}</Label>
      <Input className={styles.input ?? ''} {...(placeholder ? { placeholder } : {})} />
      {hint && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''} />
    </TextField>
  )
}
