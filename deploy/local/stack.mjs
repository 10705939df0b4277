import { runTypescript } from './run-typescript.mjs'

await runTypescript(new URL('./stack-command.ts', import.meta.url))
