import { Modal } from '../../../components/Modal.tsx'
import { useImport } from '../api/use-import.ts'
import { FileChoice } from './FileChoice.tsx'
import { ImportProgress } from './ImportProgress.tsx'

interface ImportDialogProps {
  isOpen: boolean
  onClose: () => void
  onOpenPlan: (projectId: string) => void
}

/** An import goes on when the dialog is closed; its plan then appears in the list. */
export function ImportDialog({ isOpen, onClose, onOpenPlan }: ImportDialogProps) {
  const { job, isUploading, start, cancel, forget } = useImport()
  function close(): void {
    forget()
    onClose()
  }
  return (
    <Modal title="Import a plan" isOpen={isOpen} onClose={close}>
      {job ? (
        <ImportProgress
          job={job}
          onCancel={() => void cancel()}
          onAgain={forget}
          onClose={close}
          onOpenPlan={onOpenPlan}
        />
      ) : (
        <FileChoice isUploading={isUploading} onChoose={(file) => void start(file)} />
      )}
    </Modal>
  )
}
