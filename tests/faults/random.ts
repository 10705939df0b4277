import { setTimeout as pause } from 'node:timers/promises'
import type { ActionName, Cell, Target } from './cell.ts'
import { awaitSound } from './checker/checker.ts'
import { disturb } from './disturb.ts'
import { createRandom } from './random-numbers.ts'
import { closeScene, edit, openScene, type Scene, untilComputed } from './scene.ts'
import type { World } from './world.ts'

export interface RandomRun {
  minutes: number
  seed: number
  /** Told of each disturbance when it comes. */
  onDisturbance: (what: string) => void
}

const projects = 5
const editsASecond = 20
const meanPauseMs = 5_000
const settlingMs = 60_000
const longestMs = 3_000

const disturbances: readonly `${Target}/${ActionName}`[] = [
  ...(['api/kill', 'api/term', 'api/freeze', 'worker/kill', 'worker/term', 'worker/freeze'] as const),
  ...(['pgbouncer/kill', 'pgbouncer/freeze', 'worker-listener/hole'] as const),
  ...(['postgres/kill', 'postgres/freeze', 'temporal/kill', 'temporal/freeze'] as const),
  ...(['client-api/reset', 'client-api/hole', 'api-database/reset', 'api-database/half-open'] as const),
  ...(['api-database/cut-reply', 'api-listener/hole', 'api-temporal/hole', 'worker-database/reset'] as const),
  ...(['worker-database/hole', 'worker-temporal/half-open', 'worker-temporal/reset'] as const),
]

/** Load on several projects, with disturbances at random times between; then everything has to hold. */
export async function runRandom(world: World, { minutes, seed, onDisturbance }: RandomRun): Promise<void> {
  const random = createRandom(seed)
  const scenes: Scene[] = []
  for (let index = 0; index < projects; index += 1) scenes.push(await openScene(world))
  const end = Date.now() + minutes * 60_000
  try {
    const load = Promise.all(scenes.flatMap((scene) => editorsOf(scene, end)))
    load.catch(() => undefined)
    while (Date.now() < end) {
      await pause(-Math.log(1 - random()) * meanPauseMs)
      const what = disturbances[Math.floor(random() * disturbances.length)] ?? 'api/kill'
      onDisturbance(what)
      await disturb(world, toCell(what, Math.ceil(random() * longestMs)), null)
    }
    await world.heal()
    await load
    for (const scene of scenes) {
      await untilComputed(scene)
      await awaitSound(scene, settlingMs)
    }
  } finally {
    for (const scene of scenes) closeScene(scene)
  }
}

/** So many for each project that all together make the load, each editing once a second. */
function editorsOf(scene: Scene, end: number): Promise<void>[] {
  const { first, second } = scene.plan
  const work = async (taskId: string) => {
    while (Date.now() < end) {
      await edit(scene, taskId)
      await pause(1_000)
    }
  }
  return Array.from({ length: editsASecond / projects }, (_, index) => work(index % 2 === 0 ? first : second))
}

function toCell(what: `${Target}/${ActionName}`, milliseconds: number): Cell {
  const [target, action] = what.split('/') as [Target, ActionName]
  const place = { flow: 'burst', point: null, count: 1, world: 'plain', smoke: false } as const
  return { id: what, target, action, milliseconds, ...place }
}
