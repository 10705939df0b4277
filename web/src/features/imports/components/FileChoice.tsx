import { FileUp } from 'lucide-react'
import { DropZone, type FileDropItem, FileTrigger, Text } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import styles from './ImportDialog.module.css'

interface FileChoiceProps {
  isUploading: boolean
  onChoose: (file: File) => void
}

export function FileChoice({ isUploading, onChoose }: FileChoiceProps) {
  return (
    <DropZone
      className={styles.drop ?? ''}
      onDrop={async (event) => {
        const item = event.items.find((each): each is FileDropItem => each.kind === 'file')
        if (item) onChoose(await item.getFile())
      }}
    >
      <FileUp />
      <Text slot="label">{isUploading ? 'Uploading…' : 'Drop a file here'}</Text>
      <p>Microsoft Project XML (.xml) or CSV (.csv)</p>
      <FileTrigger
        acceptedFileTypes={['.xml', '.csv', 'text/xml', 'application/xml', 'text/csv']}
        onSelect={(files) => {
          const file = files?.[0]
          if (file) onChoose(file)
        }}
      >
        <Button look="primary" isDisabled={isUploading}>
          Choose file
        </Button>
      </FileTrigger>
    </DropZone>
  )
}
