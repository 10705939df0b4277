import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import styles from './ConfirmDialog.module.css'
import { Modal } from './Modal.tsx'

interface ConfirmDialogProps {
  title: string
  action: string
  isOpen: boolean
  onClose: () => void
  onConfirm: () => void
  children: ReactNode
}

export function ConfirmDialog({ title, action, isOpen, onClose, onConfirm, children }: ConfirmDialogProps) {
  function confirm(): void {
    onConfirm()
    onClose()
  }
  return (
    <Modal title={title} isOpen={isOpen} onClose={onClose} role="alertdialog">
      <p className={styles.text}>{children}</p>
      <div className={styles.actions}>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="danger" onPress={confirm} autoFocus>
          {action}
        </Button>
      </div>
    </Modal>
  )
}
