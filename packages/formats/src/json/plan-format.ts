/** What a plan in JSON begins with. */
export const PLAN_FORMAT = 'throughline-plan'
export const PLAN_VERSION = 1
