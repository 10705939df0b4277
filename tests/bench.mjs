import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./bench.ts', import.meta.url))
