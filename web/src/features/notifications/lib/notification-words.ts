import type { DeliveryState, DeliveryWait, MailCadence, NotificationDefault } from '@throughline/contract'

export const cadenceNames: Readonly<Record<MailCadence, string>> = {
  'at-once': 'At once',
  hourly: 'Every hour',
  daily: 'Once a day',
  weekly: 'Once a week',
  off: 'Never',
}

export const groupNames: Readonly<Record<NotificationDefault['group'], string>> = {
  work: 'Work',
  imports: 'Imports',
  organisation: 'Organisation',
  account: 'Account',
}

export const stateNames: Readonly<Record<DeliveryState, string>> = {
  pending: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  bounced: 'Came back',
  failed: 'Failed',
  unknown: 'Unknown',
  'not-wanted': 'Not wanted',
  obsolete: 'Out of date',
  cancelled: 'Cancelled',
}

/** What stands behind a state, for who has not met it. */
export const stateHints: Readonly<Partial<Record<DeliveryState, string>>> = {
  unknown: 'The mail server’s answer was lost: it may have arrived',
  'not-wanted': 'Who it is for wants no mail of this',
  obsolete: 'What it tells of was gone before it went out',
  bounced: 'The mail server took it, and sent it back later',
}

export const waitNames: Readonly<Record<DeliveryWait, string>> = {
  window: 'for more on the same thing',
  'quiet-hours': 'for the end of quiet hours',
  digest: 'for the next digest',
}

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
