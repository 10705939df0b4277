import { Text } from '@react-email/components'
import { Fact } from './Fact.tsx'
import { MailLayout, workReason } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface WebhookDisabledMailProps {
  personName: string
  webhookName: string
  address: string
  because: 'gone' | 'failing'
  organisationName: string
  url: string
}

const reasons = {
  gone: 'its address answered that it is gone for good (410)',
  failing: 'its address has taken nothing for five days',
} as const

export function WebhookDisabledMail(props: WebhookDisabledMailProps) {
  const { personName, webhookName, address, because, organisationName, url } = props
  return (
    <MailLayout
      preview={`${webhookName} is switched off`}
      heading="A webhook was switched off"
      action={{ label: 'Look at its deliveries', url }}
      reason={workReason(organisationName)}
    >
      <Text className="plain" style={theme.text}>
        Hello {personName}, {reasons[because]}. Nothing more is sent there until an administrator switches it on again.
      </Text>
      <Fact label="Webhook" value={webhookName} />
      <Fact label="Address" value={address} />
    </MailLayout>
  )
}
