import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  file: string
  imports?: string[]
}

/** What the address of a schedule loads before anything is drawn: the entry and the modules of its two routes. */
const firstModules = ['index.html', 'src/app/routes/ProjectRoute.tsx', 'src/app/routes/ScheduleRoute.tsx']

/** Compressed bytes of the scripts of a built web client that the schedule loads first, by file. */
export function firstLoadOf(folder: string): Map<string, number> {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8'))
  const sizes = new Map<string, number>()
  function add(name: string): void {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the build has no ${name}`)
    if (sizes.has(chunk.file)) return
    sizes.set(chunk.file, gzipSync(readFileSync(path.join(folder, chunk.file))).length)
    for (const imported of chunk.imports ?? []) add(imported)
  }
  for (const name of firstModules) add(name)
  return sizes
}
