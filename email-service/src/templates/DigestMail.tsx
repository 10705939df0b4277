import { Text } from '@react-email/components'
import { Items, type ItemsProps } from './Items.tsx'
import { MailLayout } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface DigestMailProps extends ItemsProps {
  personName: string
  heading: string
  organisationName: string
  url: string
}

/** Of several things, in one mail, for who chose to be told so. */
export function DigestMail({ personName, heading, organisationName, url, ...items }: DigestMailProps) {
  const names = items.groups.map(({ title }) => title).join(', ')
  return (
    <MailLayout
      preview={names}
      heading={heading}
      action={{ label: 'Open your inbox', url }}
      reason={`You get this mail because you chose to be told of what happens in ${organisationName} in one mail.`}
    >
      <Text className="plain" style={theme.text}>
        Hello {personName}, this is what waited for this mail.
      </Text>
      <Items {...items} />
    </MailLayout>
  )
}
