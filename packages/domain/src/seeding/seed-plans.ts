import { customerOnboarding } from './plans/customer-onboarding.ts'
import { officeMove } from './plans/office-move.ts'
import { softwareRelease } from './plans/software-release.ts'
import type { SeedPlan } from './seed-plan.ts'

/** What a demonstration organisation is filled with, in the order in which it is made. */
export const seedPlans: readonly SeedPlan[] = [softwareRelease, officeMove, customerOnboarding]
