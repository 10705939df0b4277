import { runTypescript } from '../deploy/local/run-typescript.mjs'

await runTypescript(new URL('./demo/demo.ts', import.meta.url))
