import type { RunningTestStack } from '../harness/test-stack.ts'
import { type ServiceName, serviceNames } from './cell.ts'
import { moveToOwnDisk, type OwnDisk } from './own-disk.ts'
import { WallClock } from './wall-clock.ts'

/** What a world needs so that its disk can be full and its clocks wrong. */
export interface Equipment {
  disk: OwnDisk
  clocks: Readonly<Record<ServiceName, WallClock>>
  /** Room on the disk, and the right time. */
  restore(): Promise<void>
}

export async function equip(running: RunningTestStack): Promise<Equipment> {
  const folder = running.parts.home.run
  const made = await Promise.all(
    serviceNames.map(async (name) => [name, await WallClock.create(name, folder)] as const),
  )
  const clocks = Object.fromEntries(made) as Record<ServiceName, WallClock>
  const disk = await moveToOwnDisk(running)
  return {
    disk,
    clocks,
    async restore() {
      for (const clock of Object.values(clocks)) clock.set(0)
      await disk.empty()
    },
  }
}
