import { describe, expect, test } from 'vitest'
import * as options from './activity-options.ts'

/** What the design allows from the return of the database to a recompute, in seconds. */
const recoversWithin = 15

const ofDatabase = Object.entries(options).filter(([name]) => name !== 'mailOptions' && name !== 'bounceOptions')

describe('what fails for the database is tried again in time after its return', () => {
  test.each(ofDatabase)('%s', (_, { retry }) => {
    const seconds = Number(/^(\d+) seconds$/.exec(String(retry?.maximumInterval))?.[1])
    expect(seconds).toBeLessThanOrEqual(recoversWithin / 2)
  })
})
