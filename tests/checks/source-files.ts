import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspaces.ts'

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  path: string
  text: string
}

const leftOut = new Set(['node_modules', 'dist', 'coverage', 'histories', '.git', '.local'])

/** Files below a folder of the repository whose names end as told. */
export function listSourceFiles(folder: string, endings: readonly string[]): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : listSourceFiles(path, endings)
    if (!entry.isFile() || !endings.some((ending) => entry.name.endsWith(ending))) return []
    return [{ path, text: readFileSync(join(root, path), 'utf8') }]
  })
}
