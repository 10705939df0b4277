import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', 'dist', '.local', 'coverage', 'bench'])
const scope = '@throughline/'

/** Folders of the workspace packages by name: `@throughline/api` is in `api`. */
export function workspaceFolders(root: string): Map<string, string> {
  const patterns = readManifest(root).workspaces ?? []
  const folders = patterns.flatMap((pattern) =>
    pattern.endsWith('/*') ? listFolders(root, pattern.slice(0, -2)) : [pattern],
  )
  return new Map(
    folders
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
      .map((folder) => [readManifest(join(root, folder)).name ?? folder, folder]),
  )
}

/** This folder and those of all workspace packages that it depends on, directly or through others. */
export function withDependencies(root: string, folder: string, workspaces: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>()
  const visit = (current: string) => {
    if (found.has(current)) return
    found.add(current)
    for (const name of Object.keys(readManifest(join(root, current)).dependencies ?? {})) {
      const dependency = name.startsWith(scope) ? workspaces.get(name) : undefined
      if (dependency) visit(dependency)
    }
  }
  visit(folder)
  return [...found].toSorted()
}

/** One hash over the names and contents of all files in these folders that can end up in a build. */
export function hashFolders(root: string, folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of folders.flatMap((folder) => listFiles(join(root, folder)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file, 'utf8'))
      .update('\0')
  }
  return hash.digest('hex')
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listFiles(path)
      return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : []
    })
}

interface Manifest {
  name?: string
  workspaces?: string[]
  dependencies?: Record<string, string>
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

function listFolders(root: string, parent: string): string[] {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`)
}
