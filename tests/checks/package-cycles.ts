import { packageName } from './import-rules.ts'
import { findImports } from './imports.ts'
import type { SourceFile } from './source-files.ts'

/** Which packages each package imports, types included, tests left out. */
export function packageGraph(files: Iterable<{ owner: string; file: SourceFile }>): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>()
  for (const { owner, file } of files) {
    const imported = findImports(file.text)
      .map(({ specifier }) => packageName(specifier))
      .filter((name) => name.startsWith('@throughline/') && name !== owner)
    const known = graph.get(owner) ?? new Set()
    graph.set(owner, new Set([...known, ...imported]))
  }
  return graph
}

/** One cycle for each package that lies on one, as `a -> b -> a`. */
export function findPackageCycles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const cycles = new Set<string>()
  const done = new Set<string>()
  const visit = (name: string, trail: readonly string[]) => {
    const start = trail.indexOf(name)
    if (start >= 0) {
      cycles.add([...trail.slice(start), name].join(' -> '))
      return
    }
    if (done.has(name)) return
    for (const next of graph.get(name) ?? []) visit(next, [...trail, name])
    done.add(name)
  }
  for (const name of graph.keys()) visit(name, [])
  return [...cycles]
}
