import { Worker } from 'node:worker_threads'

// idle.ts THREADS: the memory of a process with so many threads that do nothing.
const [threads] = process.argv.slice(2)
const keepAlive = 'require("node:worker_threads").parentPort.once("message", () => process.exit())'
const workers = Array.from({ length: Number(threads) }, () => new Worker(keepAlive, { eval: true }))
await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('online', resolve))))
process.stdout.write(JSON.stringify({ peakKilobytes: process.resourceUsage().maxRSS }))
for (const worker of workers) worker.postMessage('done')
