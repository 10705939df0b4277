import { Text } from '@react-email/components'
import { Fact } from './Fact.tsx'
import { MailLayout } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface AccountMailProps {
  heading: string
  text: string
  action: { label: string; url: string }
  /** A moment as people read it; null where nothing ends. */
  until: string | null
  /** Why somebody gets this mail, and what to do who should not. */
  reason: string
}

/** A mail about somebody's account, with a link to act by. */
export function AccountMail({ heading, text, action, until, reason }: AccountMailProps) {
  return (
    <MailLayout preview={text} heading={heading} action={action} reason={reason}>
      <Text className="plain" style={theme.text}>
        {text}
      </Text>
      {until && <Fact label="The link works once, until" value={until} />}
    </MailLayout>
  )
}
