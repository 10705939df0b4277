import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./fuzz-api.ts', import.meta.url))
