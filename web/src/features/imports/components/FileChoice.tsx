import type { ImportFormat } from '@throughline/contract'
import { FileText, FileUp, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { DropZone, type FileDropItem, FileTrigger, Text } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { chosenEndings, lookAt, sizeText } from '../lib/file-kinds.ts'
import { formatNames } from '../lib/phases.ts'
import styles from './FileChoice.module.css'

interface FileChoiceProps {
  onChoose: (chosen: Chosen) => void
}

/** A file that can be read. */
export interface Chosen {
  readonly file: File
  readonly format: ImportFormat
}

interface Advice {
  fileName: string
  text: string
}

/** Takes a file by drop or by choice; one that cannot be read is answered with what to do. */
export function FileChoice({ onChoose }: FileChoiceProps) {
  const [advice, setAdvice] = useState<Advice | null>(null)

  async function take(file: File): Promise<void> {
    const looked = await lookAt(file)
    setAdvice('refusal' in looked ? { fileName: file.name, text: looked.refusal } : null)
    if ('file' in looked) onChoose(looked)
  }

  return (
    <div>
      <DropZone
        className={styles.drop ?? ''}
        onDrop={async (event) => {
          const item = event.items.find((each): each is FileDropItem => each.kind === 'file')
          if (item) await take(await item.getFile())
        }}
      >
        <FileUp />
        <Text slot="label">Drop a file here</Text>
        <p>
          Microsoft Project or Primavera P6 XML (.xml), Primavera P6 (.xer), Excel (.xlsx), CSV (.csv) or JSON (.json)
        </p>
        <FileTrigger
          acceptedFileTypes={chosenEndings}
          onSelect={(files) => {
            const file = files?.[0]
            if (file) void take(file)
          }}
        >
          <Button look="primary">Choose file</Button>
        </FileTrigger>
      </DropZone>
      {advice && (
        <div className={styles.advice} role="alert">
          <TriangleAlert />
          <p>
            <strong>“{advice.fileName}” was not taken</strong> {advice.text}
          </p>
        </div>
      )}
    </div>
  )
}

interface ChosenFileProps {
  chosen: Chosen
  onForget: (() => void) | undefined
}

export function ChosenFile({ chosen: { file, format }, onForget }: ChosenFileProps) {
  return (
    <div className={styles.chosen}>
      <FileText />
      <div>
        <strong>{file.name}</strong>
        <span>
          {formatNames[format]}, {sizeText(file.size)}
        </span>
      </div>
      {onForget && (
        <Button size="small" onPress={onForget}>
          Another file
        </Button>
      )}
    </div>
  )
}
