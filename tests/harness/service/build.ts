import { join } from 'node:path'
import { createSilentProgress } from '@throughline/deploy'
import { buildAll } from '../../../deploy/build/build-all.ts'
import { root } from '../root.ts'

let building: Promise<string> | undefined

/** Builds the services where they are not up to date, and answers the folder that holds them. */
export function ensureBuild(): Promise<string> {
  building ??= buildAll(root, createSilentProgress()).then(() => join(root, 'dist'))
  return building
}
