import { afterEach } from 'vitest'
import { tellShown } from '../browser/shown-pages.ts'

/** Pages are opened in hooks as well, so that the place to tell of them is after each test. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tellShown()
})
