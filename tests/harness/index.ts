import './provided.ts'

export { FileHost, type HostAnswer } from './file-host.ts'
export { freshDates, storedDates } from './fresh-schedule.ts'
export { createTestOrganisation, type TestOrganisation, type TestPerson } from './organisation.ts'
export { removeLeftWork } from './remove-left-work.ts'
export type { TestStack } from './stack-description.ts'
export { createOrganisation, openTestDatabase, testStack } from './test-database.ts'
export { DeadlineError, type UntilOptions, until, untilValue } from './until.ts'
