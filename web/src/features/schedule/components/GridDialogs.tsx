import { Button } from '../../../components/Button.tsx'
import confirm from '../../../components/ConfirmDialog.module.css'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { Modal } from '../../../components/Modal.tsx'
import type { Grid } from '../hooks/use-grid.ts'
import { wrongPlace } from '../lib/paste.ts'
import { text } from '../lib/text.ts'
import styles from './GridDialogs.module.css'

const listed = 50

interface GridDialogsProps {
  grid: Grid
  onClosed: () => void
}

/** What is asked before several tasks are changed at once. */
export function GridDialogs({ grid: { asked, deleting, pasted }, onClosed }: GridDialogsProps) {
  const closing = (close: () => void) => () => {
    close()
    onClosed()
  }
  const count = deleting.ids?.size ?? 0
  return (
    <>
      <ConfirmDialog
        title={text('deleteTitle', { count })}
        action={text('deleteGo', { count })}
        isOpen={deleting.ids !== null}
        onClose={closing(deleting.close)}
        onConfirm={deleting.confirm}
      >
        {text('deleteText')}
      </ConfirmDialog>
      <Modal title={text('bulkPartsTitle')} isOpen={asked.edit !== null} onClose={closing(asked.close)}>
        <p className={confirm.text}>
          {text('bulkPartsText', { operations: asked.edit?.operations.length ?? 0, count: asked.count })}
        </p>
        <div className={confirm.actions}>
          <Button onPress={closing(asked.close)}>{text('cancel')}</Button>
          <Button look="primary" onPress={closing(asked.confirm)} autoFocus>
            {text('bulkPartsGo')}
          </Button>
        </div>
      </Modal>
      <Modal
        title={text('pasteTitle', { count: pasted.result?.wrong.length ?? 0 })}
        isOpen={pasted.result !== null}
        onClose={closing(pasted.close)}
      >
        <p className={confirm.text}>{text('pasteText')}</p>
        <ul className={styles.list}>
          {pasted.result?.wrong.slice(0, listed).map((cell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change while it is shown
            <li key={at}>
              <strong>{wrongPlace(cell)}</strong>
              <span>{cell.problem}</span>
            </li>
          ))}
        </ul>
        {(pasted.result?.wrong.length ?? 0) > listed && (
          <p className={confirm.text}>{text('pasteMore', { count: (pasted.result?.wrong.length ?? 0) - listed })}</p>
        )}
        <div className={confirm.actions}>
          <Button onPress={closing(pasted.close)} autoFocus>
            {text('pasteCancel')}
          </Button>
          {pasted.result?.edit && (
            <Button look="primary" onPress={closing(pasted.confirm)}>
              {text('pasteRight')}
            </Button>
          )}
        </div>
      </Modal>
    </>
  )
}
