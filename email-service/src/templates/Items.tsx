import { Heading, Link, Text } from '@react-email/components'
import { theme } from './theme.ts'

export interface ItemGroup {
  title: string
  items: readonly { subject: string; url: string; detail: string }[]
}

export interface ItemsProps {
  groups: readonly ItemGroup[]
  /** Behind the last one: how many more there are, and whose clock the times are by. */
  notes: readonly string[]
}

/** Several things, in groups: each says what its own mail would be called, who and when, and leads there. */
export function Items({ groups, notes }: ItemsProps) {
  return (
    <>
      {groups.map(({ title, items }) => (
        <div key={title} style={theme.group}>
          <Heading as="h2" className="strong" style={theme.groupTitle}>
            {title}
          </Heading>
          {items.map(({ subject, url, detail }) => (
            <Text key={url + subject + detail} className="plain" style={theme.item}>
              <Link href={url} className="link" style={theme.link}>
                {subject}
              </Link>
              <br />
              <span className="soft" style={theme.detail}>
                {detail}
              </span>
            </Text>
          ))}
        </div>
      ))}
      {notes.map((note) => (
        <Text key={note} className="soft" style={theme.note}>
          {note}
        </Text>
      ))}
    </>
  )
}
