import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./load/load.ts', import.meta.url))
