import { join } from 'node:path'
import { stopLeftovers } from '../../deploy/local/process-record.ts'
import { unmountInside } from '../harness/mounts.ts'
import { listAbandonedHomes, removeHome } from '../harness/test-home.ts'

/** Ends the processes and removes the data of test runs that were killed before they could do so themselves. */
export async function removeAbandoned(): Promise<void> {
  for (const home of listAbandonedHomes()) {
    await stopLeftovers(join(home, 'run'))
    await unmountInside(home)
    removeHome(home)
  }
}
