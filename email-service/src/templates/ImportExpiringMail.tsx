import { Text } from '@react-email/components'
import { Fact } from './Fact.tsx'
import { MailLayout, workReason } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface ImportExpiringMailProps {
  personName: string
  fileName: string
  expiresAt: string
  organisationName: string
  url: string
}

export function ImportExpiringMail({
  personName,
  fileName,
  expiresAt,
  organisationName,
  url,
}: ImportExpiringMailProps) {
  return (
    <MailLayout
      preview={`${fileName} waits for your approval`}
      heading="Your import waits for you"
      action={{ label: 'Look at the changes', url }}
      reason={workReason(organisationName)}
    >
      <Text className="plain" style={theme.text}>
        Hello {personName}, the file was read and compared with the plan. Nothing is written until you approve it.
      </Text>
      <Fact label="File" value={fileName} />
      <Fact label="Given up" value={expiresAt} />
    </MailLayout>
  )
}
