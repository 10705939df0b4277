export type { ImportActivities } from './imports/import-activities.ts'
export type { MaintenanceActivities } from './maintenance/maintenance-activities.ts'
export type { RecomputeActivities } from './recompute/recompute-activities.ts'
export type { SeedActivities } from './seeding/seed-activities.ts'
