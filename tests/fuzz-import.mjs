import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./fuzz-import.ts', import.meta.url))
