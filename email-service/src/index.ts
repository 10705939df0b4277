export type { EmailActivities } from './email-activities.ts'
