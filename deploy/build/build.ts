import { fileURLToPath } from 'node:url'
import { createProgress } from '../local/progress.mjs'
import { buildAll } from './build-all.ts'
import { buildTargets, clientPackageIn } from './targets.ts'

/** `npm run build [-- NAME...]`: builds all that runs, or what is named, into dist/. */
const names = process.argv.slice(2)
const all = [...buildTargets, clientPackageIn('dist')]
const unknown = names.filter((name) => !all.some((target) => target.name === name))
const targets = names.length > 0 ? all.filter((target) => names.includes(target.name)) : buildTargets
try {
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}`)
  await buildAll(fileURLToPath(new URL('../..', import.meta.url)), createProgress(), targets)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
