export { STANDARD_CALENDAR, writtenPlan as storedPlan } from '../src/report/written-plan.ts'
