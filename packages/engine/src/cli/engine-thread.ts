// A thread that can do any simulation, with all of the engine in it.
import { parentPort } from 'node:worker_threads'
import { openBlocks } from '../simulation/run/blocks.ts'
import { JOINED, NEXT_BLOCK, type ThreadAnswer, type ThreadJob } from './simulation-job.ts'

parentPort?.on('message', ({ id, shared, control, place, blocks }: ThreadJob) => {
  Atomics.store(control, JOINED + place, 1)
  let block = Atomics.add(control, NEXT_BLOCK, 1)
  const runner = block < blocks ? openBlocks(shared) : null
  for (; block < blocks; block = Atomics.add(control, NEXT_BLOCK, 1)) runner?.run(block)
  const partial = runner?.take() ?? null
  if (partial === null) {
    parentPort?.postMessage({ id, partial } satisfies ThreadAnswer)
    return
  }
  // What is taken are views of a whole memory; only these parts of it are handed over.
  const finishes = partial.finishes.slice()
  const sums = partial.sums.slice()
  const histograms = partial.histograms.slice()
  const answer: ThreadAnswer = { id, partial: { runs: partial.runs, finishes, sums, histograms } }
  parentPort?.postMessage(answer, [finishes.buffer, sums.buffer, histograms.buffer])
})
