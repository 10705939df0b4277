import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./faults.ts', import.meta.url))
