import { Section, Text } from '@react-email/components'
import { Fact } from './Fact.tsx'
import { MailLayout, workReason } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface CommentMailProps {
  personName: string
  /** Who wrote it; null when they are not known any more. */
  authorName: string | null
  isMention: boolean
  /** The start of the comment, on one line. */
  excerpt: string
  taskName: string
  projectName: string
  organisationName: string
  url: string
}

export function CommentMail(props: CommentMailProps) {
  const { personName, authorName, isMention, excerpt, taskName, projectName, organisationName, url } = props
  return (
    <MailLayout
      preview={excerpt}
      heading={taskName}
      action={{ label: 'Open the comment', url }}
      reason={workReason(organisationName)}
    >
      <Text className="plain" style={theme.text}>
        Hello {personName}, {authorName ?? 'somebody'} {isMention ? 'mentioned you in a comment' : 'commented'} on this
        task:
      </Text>
      <Section className="quote" style={theme.quote}>
        <Text className="plain" style={theme.text}>
          {excerpt}
        </Text>
      </Section>
      <Fact label="Project" value={projectName} />
    </MailLayout>
  )
}
