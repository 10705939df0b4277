import { runTypescript } from './run-typescript.mjs'

await runTypescript(new URL('./doctor-command.ts', import.meta.url))
