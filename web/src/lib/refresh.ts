import { createStore, type PlanSnapshot } from '@throughline/client'

/** How the page that is shown learns of changes; pages without a plan are always live. */
export const refresh = createStore<PlanSnapshot['refresh']>('live')
