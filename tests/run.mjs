import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./run.ts', import.meta.url))
