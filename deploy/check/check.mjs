import { runTypescript } from '../local/run-typescript.mjs'

await runTypescript(new URL('./check-command.ts', import.meta.url))
