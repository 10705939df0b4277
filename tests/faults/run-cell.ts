import { setTimeout as pause } from 'node:timers/promises'
import type { Cell } from './cell.ts'
import { awaitSound } from './checker/checker.ts'
import { disturb } from './disturb.ts'
import { flows } from './flows.ts'
import { closeScene, edit, openScene, type Scene, untilComputed } from './scene.ts'
import { callWitnesses } from './witness.ts'
import type { World } from './world.ts'

/** What a cell measured. Times are in milliseconds. */
export interface CellOutcome {
  /** From the end of the disturbance (a kill is its own) until the flow had its effect. */
  recovery: number
  /** From then until every invariant held. */
  settled: number
  edits: number
  /** Mails that came more than once. */
  repeatedMails: number
}

const settlingMs = 30_000
/** With no point to wait for, the disturbance comes this long after the flow has begun. */
const leadMs = 800
/** Longer than the pause of a killed and restarted subscriber, and than any retry in the flows. */
const flowMs = 100_000

/** Disturbs a flow in a new project, and looks at what is left: throws with every invariant that does not hold. */
export async function runCell(world: World, cell: Cell): Promise<CellOutcome> {
  const scene = await openScene(world)
  try {
    const recovery = await disturbFlow(world, cell, scene)
    await world.heal()
    await edit(scene)
    await untilComputed(scene)
    const begin = performance.now()
    const { repeatedMails } = await awaitSound(scene, settlingMs)
    const settled = Math.round(performance.now() - begin)
    return { recovery, settled, edits: scene.edits.length, repeatedMails }
  } finally {
    closeScene(scene)
  }
}

async function disturbFlow(world: World, cell: Cell, scene: Scene): Promise<number> {
  const { owner, prepare } = flows[cell.flow]
  scene.mailMayRepeat = mayRepeatMail(cell)
  const act = await prepare(scene, cell)
  const held = cell.point ? world.services[owner] : null
  if (cell.point) await held?.holdAt(cell.point, cell.count)
  let endedAt = 0
  const flow = act().then(() => {
    endedAt = Date.now()
  })
  flow.catch(() => undefined)
  if (cell.point) await Promise.race([held?.reached(cell.point), failureOf(flow)])
  else await pause(leadMs)
  const witnesses = await callWitnesses(world, cell)
  const undisturbedSince = await disturb(world, cell, held ? owner : null)
  if (cell.flow === 'outage') for (const witness of witnesses) await witness.end()
  await withinTime(flow, flowMs)
  for (const witness of witnesses) await witness.end()
  return Math.max(0, endedAt - Math.max(undisturbedSince, scene.dueAt))
}

/** After the mail server has the mail, and until that is marked, a loss sends it again: see ADR 0007. */
function mayRepeatMail({ flow, point, target, action }: Cell): boolean {
  // Many are on their way, wherever they are.
  if (flow === 'mails') return target === 'email-service'
  if (flow !== 'email') return false
  return (
    point === 'email:after-send' ||
    action === 'lose-250' ||
    action === 'zombie' ||
    action === 'half-open' ||
    action === 'hole'
  )
}

/** Rejects when the flow fails, so that nobody waits for a point that it will not come to. */
const failureOf = (flow: Promise<void>): Promise<never> =>
  new Promise((_, reject) => {
    flow.catch(reject)
  })

async function withinTime(flow: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the flow did not end within ${milliseconds / 1_000} s`)), milliseconds)
  })
  try {
    await Promise.race([flow, late])
  } finally {
    clearTimeout(timer)
  }
}
