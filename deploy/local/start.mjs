import { runTypescript } from './run-typescript.mjs'

await runTypescript(new URL('./start-command.ts', import.meta.url))
