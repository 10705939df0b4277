import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BadFile, OddFile } from './bad-file.ts'
import { jsonFiles } from './json-files.ts'
import { oddFiles } from './odd-files.ts'
import { tableFiles } from './table-files.ts'
import { wrongKinds } from './wrong-kinds.ts'
import { xerFiles } from './xer-files.ts'
import { waitingFiles, xmlFiles } from './xml-files.ts'

export { oddFiles, waitingFiles }

export async function badFiles(): Promise<BadFile[]> {
  return [...(await wrongKinds()), ...xmlFiles(), ...xerFiles(), ...(await jsonFiles()), ...(await tableFiles())]
}

/** Writes files to look at, or to try by hand. */
export async function writeFolder(folder: string, files: readonly (BadFile | OddFile)[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes)
}
