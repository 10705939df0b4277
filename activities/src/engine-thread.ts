/** Entry of the engine's worker threads. */
export { computeSchedule } from '@throughline/domain/recompute'
