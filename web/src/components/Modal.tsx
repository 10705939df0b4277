import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Modal as AriaModal, Dialog, Heading, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import styles from './Modal.module.css'

interface ModalProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** `alertdialog` for what needs an answer. */
  role?: 'dialog' | 'alertdialog'
  /** For tables. */
  isWide?: boolean
  children: ReactNode
}

export function Modal({ title, isOpen, onClose, role = 'dialog', isWide = false, children }: ModalProps) {
  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
    >
      <AriaModal className={`${styles.modal} ${isWide ? styles.wide : ''}`}>
        <Dialog role={role} className={styles.dialog ?? ''}>
          <div className={styles.head}>
            <Heading slot="title">{title}</Heading>
            <Button look="quiet" size="small" aria-label="Close" icon={<X />} onPress={onClose} />
          </div>
          {children}
        </Dialog>
      </AriaModal>
    </ModalOverlay>
  )
}
