import { fileURLToPath } from 'node:url'
import { createProgress } from '../local/progress.mjs'
import { buildAll } from './build-all.ts'
import { buildTargets } from './targets.ts'

/** `npm run build [-- NAME...]`: builds all that runs, or these parts of it, into dist/. */
const names = process.argv.slice(2)
const unknown = names.filter((name) => !buildTargets.some((target) => target.name === name))
const targets = names.length > 0 ? buildTargets.filter((target) => names.includes(target.name)) : buildTargets
try {
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(', ')}. There are: ${buildTargets.map(({ name }) => name).join(', ')}`)
  await buildAll(fileURLToPath(new URL('../..', import.meta.url)), createProgress(), targets)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
