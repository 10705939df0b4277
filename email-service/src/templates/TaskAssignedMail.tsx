import { Text } from '@react-email/components'
import { Fact } from './Fact.tsx'
import { MailLayout, workReason } from './MailLayout.tsx'
import { theme } from './theme.ts'

export interface TaskAssignedMailProps {
  personName: string
  /** The sentence's subject: a name, or `you`; null when nobody in particular assigned it. */
  assignedBy: string | null
  taskName: string
  projectName: string
  organisationName: string
  /** Days as people read them, such as `2 Mar 2026 – 6 Mar 2026`; null until the first recompute. */
  dates: string | null
  url: string
}

export function TaskAssignedMail(props: TaskAssignedMailProps) {
  const { personName, assignedBy, taskName, projectName, organisationName, dates, url } = props
  return (
    <MailLayout
      preview={`${taskName} in ${projectName}`}
      heading={taskName}
      action={{ label: 'Open the task', url }}
      reason={workReason(organisationName)}
    >
      <Text className="plain" style={theme.text}>
        Hello {personName}, {sentence(assignedBy)}
      </Text>
      <Fact label="Project" value={projectName} />
      {dates && <Fact label="Planned" value={dates} />}
    </MailLayout>
  )
}

function sentence(assignedBy: string | null): string {
  if (assignedBy === null) return 'this task was assigned to you.'
  return `${assignedBy} assigned this task to ${assignedBy === 'you' ? 'yourself' : 'you'}.`
}
