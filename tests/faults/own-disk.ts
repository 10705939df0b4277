import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { loadLocalSettings } from '@throughline/platform'
import { runAsRoot } from '../harness/mounts.ts'
import type { RunningTestStack } from '../harness/test-stack.ts'
import { until } from '../harness/until.ts'
import { createQuery, type Query } from './query.ts'

/** A file system of PostgreSQL's own, which can be full. */
export interface OwnDisk {
  /** Leaves no room beside what is there. */
  fill(): Promise<void>
  empty(): Promise<void>
  /** Stops PostgreSQL and takes the file system away. */
  remove(): Promise<void>
}

const roomy = '2g'

/** Moves PostgreSQL's data to a file system in memory, which takes root's rights. Its size can be changed while it is used. */
export async function moveToOwnDisk({ parts, stack }: RunningTestStack): Promise<OwnDisk> {
  const settings = loadLocalSettings()
  const asRoot = (...command: string[]) => runAsRoot(settings.searchPath, command)
  const resize = (size: string) => asRoot('mount', '-o', `remount,size=${size}`, data)
  const postgres = parts.process('postgres')
  const data = join(parts.home.serviceData, 'postgres')
  const former = `${data}.moved`
  await untilMigrated(createQuery(stack.superuserUrl))
  await postgres.stop()
  renameSync(data, former)
  mkdirSync(data)
  const { uid, gid } = statSync(former)
  await asRoot('mount', '-t', 'tmpfs', '-o', `size=${roomy},mode=0700,uid=${uid},gid=${gid}`, 'tmpfs', data)
  await asRoot('cp', '-a', `${former}/.`, data)
  rmSync(former, { recursive: true })
  await postgres.start()
  const hasNoRoom = async () => {
    const { blocks, bfree, bsize } = await statfs(data)
    if (bfree === 0) return true
    await resize(String((blocks - bfree) * bsize))
    return false
  }
  return {
    fill: async () => void (await until(hasNoRoom, { what: 'a full disk', withinMs: 5_000, everyMs: 1 })),
    empty: async () => void (await resize(roomy)),
    async remove() {
      await postgres.stop()
      await asRoot('umount', data)
    },
  }
}

/** The connections of the migrator may close a moment after it; one that the server ended would be an error of nobody. */
async function untilMigrated(query: Query): Promise<void> {
  const none = async () =>
    (await query("select from pg_stat_activity where usename = 'throughline_owner'")).length === 0
  await until(none, { what: 'the end of the migration' })
}
