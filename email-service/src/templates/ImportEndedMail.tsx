import { Text } from '@react-email/components'
import { Fact } from './Fact.tsx'
import { MailLayout, workReason } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface ImportEndedMailProps {
  personName: string
  state: 'completed' | 'failed' | 'cancelled' | 'expired'
  fileName: string
  rowCount: string
  /** Whether what was written before it was cancelled stays. */
  keepsRows: boolean
  projectName: string | null
  organisationName: string
  /** What is wrong with the file and where; null unless the import failed. */
  error: string | null
  url: string
}

const headings = {
  completed: 'Your import is ready',
  failed: 'Your import failed',
  cancelled: 'Your import was cancelled',
  expired: 'Your import was given up',
} as const

const sentences = {
  completed: 'the file was read, and its schedule is computed.',
  failed: 'the file could not be imported. Nothing was written.',
  cancelled: 'the import was stopped. Nothing of it was kept.',
  expired: 'nobody approved the import in time. Nothing was written.',
} as const

const kept = 'the import was stopped. What was written until then was kept.'

export function ImportEndedMail(props: ImportEndedMailProps) {
  const { personName, state, fileName, rowCount, projectName, organisationName, error, url, keepsRows } = props
  const isReady = state === 'completed'
  return (
    <MailLayout
      preview={`${fileName}: ${headings[state].toLowerCase()}`}
      heading={headings[state]}
      action={{ label: isReady ? 'Open the project' : 'Open the import', url }}
      reason={workReason(organisationName)}
    >
      <Text className="plain" style={theme.text}>
        Hello {personName}, {keepsRows ? kept : sentences[state]}
      </Text>
      <Fact label="File" value={fileName} />
      {isReady && projectName && <Fact label="Project" value={projectName} />}
      {isReady && <Fact label="Rows" value={rowCount} />}
      {error && <Fact label="Reason" value={error} />}
    </MailLayout>
  )
}
