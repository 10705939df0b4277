// A thread that can do any simulation, with all of the engine in it.
import { parentPort } from 'node:worker_threads'
import { openBlocks } from '../simulation/run/blocks.ts'
import { JOINED, NEXT_BLOCK, type ThreadAnswer, type ThreadJob } from './simulation-job.ts'

parentPort?.on('message', ({ id, shared, control, place, blocks }: ThreadJob) => {
  Atomics.store(control, JOINED + place, 1)
  let block = Atomics.add(control, NEXT_BLOCK, 1)
  const runner = block < blocks ? openBlocks(shared) : null
  for (; block < blocks; block = Atomics.add(control, NEXT_BLOCK, 1)) runner?.run(block)
  const answer: ThreadAnswer = { id, partials: runner?.take() ?? [] }
  parentPort?.postMessage(answer)
})
