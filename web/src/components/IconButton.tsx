import type { ReactNode } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import { Button, type ButtonProps } from './Button.tsx'
import styles from './IconButton.module.css'

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  label: string
  icon: ReactNode
  /** Keys that do the same, shown in the tooltip. */
  keys?: string
}

export function IconButton({ label, icon, keys, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <Button look="quiet" size="small" {...props} aria-label={label} icon={icon} />
      <Tooltip className={styles.tooltip ?? ''} offset={6}>
        {label}
        {keys && <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  )
}
