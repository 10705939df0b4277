import type { Plan, PlanOptions } from './types.ts'

/** Microsoft Project's ways, the default. */
export const microsoftOptions: PlanOptions = {
  honorsConstraints: true,
  criticalFloatMinutes: 0,
  criticalBy: 'totalFloat',
  hasMultipleCriticalPaths: false,
  totalFloatBy: 'smallest',
  lagCalendar: 'successor',
  outOfSequence: 'keep',
  statusDateMovesWork: false,
  startBindsAll: false,
  semantics: 'microsoft',
  honorsProjectFinish: false,
}

/** Primavera P6's (rule 27): the data date moves work, retained logic, lags on the predecessor's calendar. */
export const primaveraOptions: PlanOptions = {
  ...microsoftOptions,
  totalFloatBy: 'finish',
  lagCalendar: 'predecessor',
  outOfSequence: 'retainedLogic',
  statusDateMovesWork: true,
  startBindsAll: true,
  semantics: 'primavera',
}

/** The options of a plan, with the defaults for what it does not say. */
export function planOptions(plan: Plan): PlanOptions {
  return { ...microsoftOptions, ...plan.options }
}
