import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultPointName } from './fault-points.ts'
import { type FaultSetting, parseFault } from './setting-values.ts'

/**
 * Named places where a fault test can make this process die, freeze or wait. In production none is ever armed, and a
 * point costs one comparison. A fault is armed by the setting at the start, or later by the process that started this
 * one, over their IPC channel; that one is told when the point is reached.
 */
let armed: FaultSetting | undefined
let release: (() => void) | undefined

/** What a parent may send: a fault in the words of the setting; null disarms, and lets go what is held. It is told when that is done. */
export interface FaultOrder {
  throughlineFault: string | null
}
export type FaultReport = { reachedFaultPoint: FaultPointName } | { tookFault: string | null }

export interface FaultSettings {
  appEnv: string
  fault: FaultSetting | undefined
}

export function armFault(fault: FaultSetting | undefined): void {
  armed = fault
  release?.()
  release = undefined
}

/** Arms what the settings say and, outside production, obeys the parent process. */
export function prepareFaults({ appEnv, fault }: FaultSettings): void {
  if (appEnv === 'production') return
  armFault(fault)
  if (!process.send) return
  process.on('message', (message) => {
    const order = (message as Partial<FaultOrder> | null)?.throughlineFault
    if (order === undefined) return
    armFault(order === null ? undefined : (parseFault(order) ?? undefined))
    void report({ tookFault: order })
  })
  process.channel?.unref()
}

/**
 * `exit` kills this process at once, as `kill -9` would; `stop` freezes it; `sleep` waits; `hold` waits until it is let
 * go. Each works once; a count says the how manieth time.
 */
export function faultPoint(name: FaultPointName): Promise<void> | undefined {
  if (armed?.point !== name) return undefined
  armed.count -= 1
  return armed.count > 0 ? undefined : trigger(name, armed)
}

async function trigger(name: FaultPointName, { action }: FaultSetting): Promise<void> {
  armed = undefined
  const held = action.kind === 'hold' ? new Promise<void>((resolve) => (release = resolve)) : undefined
  if (process.send) await report({ reachedFaultPoint: name })
  if (held) await held
  else if (action.kind === 'sleep') await sleep(action.milliseconds)
  else process.kill(process.pid, action.kind === 'exit' ? 'SIGKILL' : 'SIGSTOP')
}

const report = (message: FaultReport): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()))
