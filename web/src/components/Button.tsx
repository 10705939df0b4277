import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import styles from './Button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger'
  size?: 'normal' | 'small'
  icon?: ReactNode
  children?: ReactNode
}

export function Button({ look = 'plain', size = 'normal', icon, children, ...props }: ButtonProps) {
  const marks = [styles.button, styles[look], size === 'small' && styles.small, icon && !children && styles.iconOnly]
  return (
    <AriaButton {...props} className={marks.filter(Boolean).join(' ')}>
      {icon}
      {children}
    </AriaButton>
  )
}
