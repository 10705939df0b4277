import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultSetting } from './setting-values.ts'

/**
 * Named places where a fault test can make this process die, freeze or wait. In production none is ever armed
 * (the settings drop it), and a point costs one comparison.
 */
let armed: FaultSetting | undefined

export function armFault(fault: FaultSetting | undefined): void {
  armed = fault
}

/** `exit` kills this process at once, as `kill -9` would; `stop` freezes it; `sleep` waits. Each works once per process. */
export async function faultPoint(name: string): Promise<void> {
  if (armed?.point !== name) return
  const { action } = armed
  armed = undefined
  if (action.kind === 'sleep') await sleep(action.milliseconds)
  else process.kill(process.pid, action.kind === 'exit' ? 'SIGKILL' : 'SIGSTOP')
}
