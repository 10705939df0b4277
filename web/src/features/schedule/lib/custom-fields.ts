import type { Project } from '@throughline/contract'

export type CustomField = Project['customFields'][number]
export type CustomFieldType = CustomField['type']
