import { Text } from '@react-email/components'
import { Fact } from './Fact.tsx'
import { MailLayout } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface NoticeMailProps {
  personName: string
  heading: string
  /** What happened, as it goes on behind the greeting. */
  text: string
  /** A fact of null is left out. */
  facts: readonly (readonly [label: string, value: string | null])[]
  action: { label: string; url: string }
  reason: string
}

/** A mail about something that happened: a sentence, its facts, and where to see it. */
export function NoticeMail({ personName, heading, text, facts, action, reason }: NoticeMailProps) {
  return (
    <MailLayout preview={text} heading={heading} action={action} reason={reason}>
      <Text className="plain" style={theme.text}>
        Hello {personName}, {text}
      </Text>
      {facts.map(([label, value]) => value && <Fact key={label} label={label} value={value} />)}
    </MailLayout>
  )
}
