import { join } from 'node:path'
import { createSilentProgress } from '@throughline/deploy'
import { buildAll } from '../../../deploy/build/build-all.ts'
import { buildTargetsIn, clientPackageIn } from '../../../deploy/build/targets.ts'
import { root } from '../root.ts'

/** Beside `dist`, so that a running `npm start` is left alone; inside the checkout, where packages are found from. */
const folder = 'node_modules/.cache/throughline-tests'

/** Where services of the tests find what is built, as settings. */
export const builtFiles: Readonly<Record<string, string>> = {
  WEB_ROOT: join(root, folder, 'web'),
  WORKFLOW_BUNDLE: join(root, folder, 'workflows.js'),
  ENGINE_THREAD: join(root, folder, 'engine-thread.js'),
  COMPUTE_THREAD: join(root, folder, 'compute-thread.js'),
  IMPORT_THREAD: join(root, folder, 'import-thread.js'),
}

let building: Promise<unknown> = Promise.resolve()

/** Builds these targets where they are not up to date, one call after another, and answers the folder that holds them. */
export async function ensureBuild(names: readonly string[]): Promise<string> {
  const targets = [...buildTargetsIn(folder), clientPackageIn(folder)].filter(({ name }) => names.includes(name))
  const built = building.then(() => buildAll(root, createSilentProgress(), targets))
  building = built.catch(() => undefined)
  await built
  return join(root, folder)
}
