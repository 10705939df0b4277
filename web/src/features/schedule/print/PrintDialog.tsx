import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Choice } from '../../../components/Choice.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Modal } from '../../../components/Modal.tsx'
import { showError } from '../../../lib/toasts.ts'
import { text } from '../lib/text.ts'
import { layoutPicture, layoutSheets, type Paper, papers } from './layout.ts'
import styles from './PrintDialog.module.css'
import { type PrintSource, printedOf } from './printed.ts'
import { printSheets, saveFile, sheetSvg, svgFile } from './sheets.ts'

interface PrintDialogProps {
  source: PrintSource
  onClose: () => void
}

type Orientation = 'landscape' | 'portrait'
type Time = 'fitsWidth' | 'asShown'

const manyPages = 60
const paperNames = Object.fromEntries(Object.entries(papers).map(([key, { name }]) => [key, name])) as Record<
  Paper,
  string
>

/** Pages of the plan as it is shown, with a look at the first: to print, or to save as a picture. */
export function PrintDialog({ source, onClose }: PrintDialogProps) {
  const [paper, setPaper] = useState<Paper>('a4')
  const [orientation, setOrientation] = useState<Orientation>('landscape')
  const [time, setTime] = useState<Time>('fitsWidth')
  const { printed, size } = useMemo(() => printedOf(source), [source])
  const layout = useMemo(
    () => layoutSheets(size, { paper, isLandscape: orientation === 'landscape', fitsWidth: time === 'fitsWidth' }),
    [size, paper, orientation, time],
  )
  const count = layout.sheets.length
  const preview = useRef<HTMLDivElement>(null)
  useEffect(() => preview.current?.replaceChildren(sheetSvg(printed, layout, 0)), [printed, layout])
  const save = () => saveFile(svgFile(sheetSvg(printed, layoutPicture(size), 0)), `${printed.title}.svg`)

  return (
    <Modal title={text('printTitle')} isOpen onClose={onClose}>
      <div className={styles.choices}>
        <Choice
          label={text('paper')}
          names={paperNames}
          values={Object.keys(papers) as Paper[]}
          value={paper}
          onChange={setPaper}
        />
        <Choice
          label={text('orientation')}
          names={{ landscape: text('landscape'), portrait: text('portrait') }}
          values={['landscape', 'portrait']}
          value={orientation}
          onChange={setOrientation}
        />
        <Choice
          label={text('time')}
          names={{ fitsWidth: text('fitsWidth'), asShown: text('asShown') }}
          values={['fitsWidth', 'asShown']}
          value={time}
          onChange={setTime}
        />
      </div>
      <p className={styles.lead} role="status">
        {text('printLead', { count })} {count > manyPages && text('printMany')}
      </p>
      <div ref={preview} className={styles.preview} role="img" aria-label={text('preview')} />
      <div className={dialog.actions}>
        <Button onPress={save}>{text('picture')}</Button>
        <Button
          look="primary"
          onPress={() => void printSheets(printed, layout).catch((error) => showError(text('printFailed'), error))}
        >
          {text('print')}
        </Button>
      </div>
    </Modal>
  )
}
