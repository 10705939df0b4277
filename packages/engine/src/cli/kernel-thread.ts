/**
 * The script of a thread that knows nothing but the kernel, the same steps as `openBlocks`. As a text
 * it needs no file, no loader and no compiler, so that a thread is up in a few milliseconds.
 */
export const KERNEL_THREAD: string = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ id, shared, control, place, blocks, module }) => {
  Atomics.store(control, 1 + place, 1)
  const { layout, runs, program } = shared
  const partials = []
  let block = Atomics.add(control, 0, 1)
  if (block < blocks) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.memoryBytes / 65536) })
    new Uint8Array(memory.buffer).set(program)
    const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports
    kernel.open()
    let held = 0
    const drain = () => {
      const { buffer } = memory
      const bins = new Uint16Array(buffer, layout.histograms, layout.nodeCount * 512)
      partials.push({
        runs: held,
        finishes: new Int32Array(buffer, layout.finishes, held).slice(),
        sums: buffer.slice(layout.sums, layout.sums + layout.nodeCount * 64),
        histograms: new Uint32Array(bins),
      })
      kernel.clear()
      held = 0
    }
    for (; block < blocks; block = Atomics.add(control, 0, 1)) {
      if (held + 256 > 65280) drain()
      const end = Math.min(runs, (block + 1) * 256)
      for (let run = block * 256; run < end; run += 64) {
        const valid = Math.min(64, end - run)
        kernel.sample(run)
        kernel.forward()
        kernel.backward(valid, held)
        held += valid
      }
    }
    drain()
  }
  const moved = partials.flatMap(({ sums, histograms, finishes }) => [sums, histograms.buffer, finishes.buffer])
  parentPort.postMessage({ id, partials }, moved)
})
`
