import { Body, Button, Container, Head, Heading, Html, Link, Preview, Section, Text } from '@react-email/components'
import { Fragment, type ReactNode, useContext } from 'react'
import { Items } from './Items.tsx'
import { MailFrame } from './mail-frame.ts'
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
  const { also, ways } = useContext(MailFrame)
  return (
    <Html lang="en">
      <Head>
        <title>{heading}</title>
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
          {also && (
            <Section className="also" style={theme.also}>
              <Items {...also} />
            </Section>
          )}
        </Container>
        <Text className="soft footer" style={theme.footer}>
          {reason}
          {ways.map(({ label, url }) => (
            <Fragment key={url}>
              <br />
              <Link href={url} className="soft" style={theme.way}>
                {label}
              </Link>
            </Fragment>
          ))}
        </Text>
      </Body>
    </Html>
  )
}
