import { runTypescript } from './run-typescript.mjs'

await runTypescript(new URL('./audit-command.ts', import.meta.url))
