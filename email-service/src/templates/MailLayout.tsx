import { Body, Button, Container, Head, Heading, Html, Preview, Text } from '@react-email/components'
import type { ReactNode } from 'react'
import { darkStyles, theme } from './theme.ts'

export interface MailLayoutProps {
  /** The line that lists of mails show behind the subject. */
  preview: string
  heading: string
  action: { label: string; url: string } | null
  /** Why somebody gets the mail. */
  reason: string
  children: ReactNode
}

/** Of mails about plans. */
export const workReason = (organisationName: string): string =>
  `You get this mail because you work with ${organisationName} on Throughline.`

export function MailLayout({ preview, heading, action, reason, children }: MailLayoutProps) {
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkStyles}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body className="page" style={theme.body}>
        <Container className="card" style={theme.card}>
          <Text className="brand" style={theme.brand}>
            Throughline
          </Text>
          <Heading as="h1" className="strong" style={theme.heading}>
            {heading}
          </Heading>
          {children}
          {action && (
            <Button href={action.url} style={theme.button}>
              {action.label}
            </Button>
          )}
        </Container>
        <Text className="soft footer" style={theme.footer}>
          {reason}
        </Text>
      </Body>
    </Html>
  )
}
