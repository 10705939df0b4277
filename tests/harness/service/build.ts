import { join } from 'node:path'
import { createSilentProgress } from '@throughline/deploy'
import { buildAll } from '../../../deploy/build/build-all.ts'
import { buildTargetsIn } from '../../../deploy/build/targets.ts'
import { root } from '../root.ts'

/** Beside `dist`, so that a running `npm start` is left alone; inside the checkout, where packages are found from. */
const folder = 'node_modules/.cache/throughline-tests'

let building: Promise<string> | undefined

/** Builds the services where they are not up to date, and answers the folder that holds them. */
export function ensureBuild(): Promise<string> {
  building ??= buildAll(root, createSilentProgress(), buildTargetsIn(folder)).then(() => join(root, folder))
  return building
}
