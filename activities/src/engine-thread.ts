/** Entry of the engine's worker threads. */
export { computeSchedule } from './recompute/compute-schedule.ts'
