import { Link } from '@tanstack/react-router'
import type { DateField } from '@throughline/contract'
import type { ReactNode } from 'react'

interface WhyLinkProps {
  projectId: string
  taskId: string
  field: DateField
  children: ReactNode
}

/** A moved date that leads to its cause in the schedule. */
export function WhyLink({ projectId, taskId, field, children }: WhyLinkProps) {
  return (
    <Link
      to="/projects/$projectId"
      params={{ projectId }}
      search={{ task: taskId, why: field }}
      title={`Why this ${field}?`}
    >
      {children}
    </Link>
  )
}
