import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, blockingFolder, makePrivateFolder } from './as-user.ts'
import { socketFolder } from './socket-folder.ts'

/** Where a stack keeps its state. */
export interface Home {
  folder: string
  logs: string
  run: string
  secrets: string
  /** Data of PostgreSQL and the files of PgBouncer: reachable for the account that runs them. */
  serviceData: string
  /** Where the services reach PgBouncer without the network, if they can. */
  sockets: string | undefined
  /** Why `serviceData` is not inside `folder`, if it is not. */
  moved: string | undefined
}

/**
 * Makes the folders. As root, PostgreSQL runs as another user, who must be able to reach its data: where the state folder
 * lies in a place that this user may not enter (such as /root), the data goes to /var/lib/throughline instead.
 */
export function prepareHome(folder: string, account: Account | undefined): Home {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, account ? 0o711 : 0o700)
  const home = describeHome(folder, account)
  for (const part of [home.logs, home.run]) mkdirSync(part, { recursive: true })
  makePrivateFolder(home.secrets, undefined)
  if (home.moved) {
    mkdirSync(home.serviceData, { recursive: true, mode: 0o711 })
  }
  if (home.sockets) makePrivateFolder(home.sockets, account)
  return home
}

/** The same places, without making anything. */
export function describeHome(folder: string, account: Account | undefined): Home {
  const blocked = account ? blockingFolder(folder) : undefined
  const serviceData = blocked ? movedFolder(folder) : folder
  return {
    folder,
    logs: join(folder, 'logs'),
    run: join(folder, 'run'),
    secrets: join(folder, 'secrets'),
    serviceData,
    sockets: socketFolder(serviceData),
    moved: blocked ? `The user "${account?.name}" may not enter ${blocked}` : undefined,
  }
}

function movedFolder(folder: string): string {
  return join('/var/lib/throughline', createHash('sha256').update(folder).digest('hex').slice(0, 12))
}
