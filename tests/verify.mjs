import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./verify/verify.ts', import.meta.url))
