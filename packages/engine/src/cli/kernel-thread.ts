/**
 * The script of a thread that knows nothing but the kernel, the same steps as `openBlocks`. As a text
 * it needs no file, no loader and no compiler, so that a thread is up in a few milliseconds.
 */
export const KERNEL_THREAD: string = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ id, shared, control, place, blocks, module }) => {
  Atomics.store(control, 1 + place, 1)
  const { layout, runs, program } = shared
  let partial = null
  let block = Atomics.add(control, 0, 1)
  if (block < blocks) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.memoryBytes / 65536) })
    new Uint8Array(memory.buffer).set(program)
    const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports
    kernel.open()
    const bins = new Uint16Array(memory.buffer, layout.histograms, layout.nodeCount * 512)
    const finishes = []
    let wide = null
    let held = 0
    const drain = (isLast) => {
      finishes.push(new Int32Array(memory.buffer, layout.finishes, held).slice())
      if (wide === null) wide = isLast ? bins.slice() : new Uint32Array(bins)
      else for (let bin = 0; bin < bins.length; bin++) wide[bin] += bins[bin]
      if (!isLast) bins.fill(0)
      held = 0
    }
    for (; block < blocks; block = Atomics.add(control, 0, 1)) {
      if (held + 256 > 65280) drain(false)
      const end = Math.min(runs, (block + 1) * 256)
      for (let run = block * 256; run < end; run += 64) {
        const valid = Math.min(64, end - run)
        kernel.sample(run)
        kernel.forward()
        kernel.backward(valid, held)
        held += valid
      }
    }
    drain(true)
    const all = new Int32Array(finishes.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of finishes) {
      all.set(part, at)
      at += part.length
    }
    const sums = new Float64Array(memory.buffer, layout.sums, layout.nodeCount * 8).slice()
    partial = { runs: all.length, finishes: all, sums, histograms: wide }
  }
  const moved = partial === null ? [] : [partial.finishes.buffer, partial.sums.buffer, partial.histograms.buffer]
  parentPort.postMessage({ id, partial }, moved)
})
`
