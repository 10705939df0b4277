import { notificationPath } from '@throughline/contract'
import type { NotificationForMail } from '@throughline/database'
import type { Draft, MailPlace } from './mail.ts'
import { DigestMail } from './templates/DigestMail.tsx'
import type { ItemGroup, ItemsProps } from './templates/Items.tsx'
import { briefMomentText, countText, oneLine, zoneText } from './text.ts'

/** One thing of those that a mail tells of. */
interface Told {
  notification: NotificationForMail
  draft: Draft
}

interface Several {
  told: readonly Told[]
  /** How many there are besides. */
  more: number
}

/** What a mail on one thing tells of besides; null: nothing. */
export function alsoTold(
  notification: NotificationForMail,
  { told, more }: Several,
  place: MailPlace,
): ItemsProps | null {
  if (told.length === 0) return null
  const groups = [{ title: 'Also', items: told.map((each) => itemOf(each, notification, place)) }]
  return { groups, notes: notesOf(notification, more) }
}

/** A mail of a list, by project. */
export function digestOf(notification: NotificationForMail, { told, more }: Several, place: MailPlace): Draft {
  const organisation = oneLine(notification.organisationName)
  const groups = groupsOf(told, notification, place)
  const heading = headingOf({ organisation, groups, more, count: told.length + more }, notification)
  return {
    subject: heading,
    body: (
      <DigestMail
        personName={oneLine(notification.personName ?? '')}
        heading={heading}
        organisationName={organisation}
        groups={groups.map(({ title, items }) => ({ title, items }))}
        notes={notesOf(notification, more)}
        url={`${place.publicUrl}/inbox`}
      />
    ),
  }
}

interface ProjectGroup extends ItemGroup {
  isProject: boolean
}

/** The largest first; what is about no project stands last, by the name of the organisation. */
function groupsOf(told: readonly Told[], reader: NotificationForMail, place: MailPlace): ProjectGroup[] {
  const byProject = new Map<string, Told[]>()
  for (const each of told) {
    const id = (each.notification.projectName && each.notification.projectId) || ''
    byProject.set(id, [...(byProject.get(id) ?? []), each])
  }
  return [...byProject]
    .map(([id, group]) => ({
      isProject: id !== '',
      title: oneLine(group[0]?.notification[id ? 'projectName' : 'organisationName'] ?? ''),
      items: group.map((each) => itemOf(each, reader, place)),
    }))
    .sort((a, b) => Number(b.isProject) - Number(a.isProject) || b.items.length - a.items.length)
}

interface Headed {
  organisation: string
  groups: readonly ProjectGroup[]
  more: number
  count: number
}

/** `5 things in Norlake: 3 about Bridge`; of how many are not shown nobody knows what they are about. */
function headingOf({ organisation, groups, more, count }: Headed, reader: NotificationForMail): string {
  const [first] = groups
  const things = `${countText(count, reader)} things`
  if (!first?.isProject || more > 0) return `${things} in ${organisation}`
  if (groups.length === 1) return `${things} about ${first.title}`
  return `${things} in ${organisation}: ${countText(first.items.length, reader)} about ${first.title}`
}

function itemOf({ notification, draft }: Told, reader: NotificationForMail, { publicUrl }: MailPlace) {
  const { actorId, actorName, personId, at } = notification
  const who = actorName && (actorId === personId ? 'you' : oneLine(actorName))
  return {
    subject: oneLine(draft.subject, 150),
    url: publicUrl + notificationPath(notification),
    detail: [who, briefMomentText(at, reader)].filter(Boolean).join(', '),
  }
}

function notesOf(reader: NotificationForMail, more: number): string[] {
  const zone = `Times are those of ${zoneText(reader)}.`
  return more > 0 ? [`And ${countText(more, reader)} more, in your inbox.`, zone] : [zone]
}
