export type { EmailActivities } from './activities.ts'
