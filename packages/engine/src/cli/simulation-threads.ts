// Shares the blocks of a simulation among threads. This thread works too, and begins at once: other
// threads take blocks as soon as they are up, from one counter in shared memory, and which thread does
// a block makes no difference to the answer. Threads are kept for the next simulation.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Plan } from '../plan/types.ts'
import { type PreparedSimulation, prepareSimulation } from '../simulation/prepare.ts'
import { finishSimulation } from '../simulation/result.ts'
import { BLOCK_RUNS, blockCount, mergePartials } from '../simulation/run/blocks.ts'
import type { SimulationModel, SimulationOptions, SimulationResult } from '../simulation/types.ts'
import { kernelModule } from '../simulation/wasm/kernel.ts'
import { KERNEL_THREAD } from './kernel-thread.ts'
import { JOINED, NEXT_BLOCK, type ThreadAnswer, type ThreadJob } from './simulation-job.ts'

export interface ThreadOptions extends SimulationOptions {
  /** Including this one; default as many as the machine has cores. */
  readonly threads?: number
}

/** As `simulate`, by several threads. `shouldStop` and `onProgress` are called in this one. */
export async function simulateInThreads(
  plan: Plan,
  model: SimulationModel,
  options: ThreadOptions,
): Promise<SimulationResult> {
  const wanted = Math.max(1, options.threads ?? availableParallelism())
  // What the others need to begin is only known once all is prepared, but they can start up before that.
  const isWarm = idle.length > 0 || wanted === 1
  const early = isWarm ? [] : startThreads('kernel', wanted - 1)
  const prepared = prepareSimulation(plan, model, options)
  const { shared } = prepared
  const blocks = blockCount(shared)
  const kind = kernelModule() !== null && isKernelOnly(prepared) ? 'kernel' : 'engine'
  idle.push(...early)
  const others = Math.min(wanted - 1, blocks - 1)
  const threads = others === 0 ? [] : takeThreads(kind, others)
  const control = new Int32Array(new SharedArrayBuffer(4 * (JOINED + threads.length)))
  const answers = threads.map((thread, place) => askThread(thread, prepared, control, place))
  workThrough(prepared, control, blocks)
  const own = prepared.runner.take()
  const partials = own === null ? [] : [own]
  for (const [place, answer] of answers.entries()) {
    if (Atomics.load(control, JOINED + place) === 1)
      partials.push(...[(await answer).partial].filter((partial) => partial !== null))
    else answer.catch(() => undefined)
  }
  return finishSimulation(prepared, mergePartials(partials))
}

/** Ends the threads that are kept; a process ends without it too. */
export async function endSimulationThreads(): Promise<void> {
  await Promise.all(idle.splice(0).map(({ worker }) => worker.terminate()))
}

function isKernelOnly({ shared }: PreparedSimulation): boolean {
  return shared.usesWebAssembly && shared.composition === null && shared.networkTiles === null
}

function workThrough({ runner, options }: PreparedSimulation, control: Int32Array, blocks: number): void {
  const { shouldStop, onProgress, runs } = options
  for (let done = 0; ; done++) {
    if (done > 0 && shouldStop?.() === true) Atomics.store(control, NEXT_BLOCK, blocks)
    const block = Atomics.add(control, NEXT_BLOCK, 1)
    if (block >= blocks) return
    runner.run(block)
    onProgress?.(Math.min(runs, (block + 1) * BLOCK_RUNS))
  }
}

/** `kernel` threads know nothing but the kernel and are up at once, `engine` threads load the engine. */
type ThreadKind = 'kernel' | 'engine'

interface Thread {
  readonly kind: ThreadKind
  readonly worker: Worker
}

const idle: Thread[] = []
let lastJob = 0

function takeThreads(kind: ThreadKind, count: number): Thread[] {
  const kept = idle.filter((thread) => thread.kind === kind).slice(0, count)
  for (const thread of kept) idle.splice(idle.indexOf(thread), 1)
  return [...kept, ...startThreads(kind, count - kept.length)]
}

function startThreads(kind: ThreadKind, count: number): Thread[] {
  return Array.from({ length: count }, () => {
    const worker = new Worker(kind === 'kernel' ? KERNEL_THREAD : engineScript(), { eval: true })
    worker.unref()
    return { kind, worker }
  })
}

/** From its source the engine is loaded with tsx, as this thread has been; a thread does not inherit that. */
function engineScript(): string {
  const isSource = import.meta.url.endsWith('.ts')
  const entry = JSON.stringify(new URL(`./engine-thread.${isSource ? 'ts' : 'js'}`, import.meta.url).href)
  if (!isSource) return `import(${entry})`
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  return `import(${tsx}).then(({ register }) => { register(); return import(${entry}) })`
}

/** Rejects with what went wrong in the thread, which is then given up. */
function askThread(
  thread: Thread,
  { shared }: PreparedSimulation,
  control: Int32Array,
  place: number,
): Promise<ThreadAnswer> {
  lastJob += 1
  const job: ThreadJob = {
    id: lastJob,
    shared,
    control,
    place,
    blocks: blockCount(shared),
    module: thread.kind === 'kernel' ? kernelModule() : null,
  }
  const { worker } = thread
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', hear)
      worker.off('error', reject)
      worker.unref()
    }
    const hear = (answer: ThreadAnswer): void => {
      if (answer.id !== job.id) return
      settle()
      idle.push(thread)
      resolve(answer)
    }
    worker.on('message', hear)
    worker.once('error', reject)
    worker.ref()
    worker.postMessage(job)
  })
}
