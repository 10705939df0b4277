/** What every command of this folder does first, on bare Node: check Node, install packages, then load the TypeScript. */
import { fileURLToPath } from 'node:url'
import { checkNode, ensurePackages } from './ensure-packages.mjs'
import { createProgress } from './progress.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** @param {URL} module exports `main(args)`, which answers an exit code */
export async function runTypescript(/** @type {URL} */ module) {
  try {
    process.chdir(root)
    checkNode()
    await ensurePackages(root, createProgress())
    const { register } = await import('tsx/esm/api')
    register()
    const { main } = await import(module.href)
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
}
