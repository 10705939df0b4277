import { checkModule, isCommandLine } from './import-rules.ts'
import { findPackageCycles, packageGraph } from './package-cycles.ts'
import { listSourceFiles } from './source-files.ts'
import { listWorkspaces, readManifest } from './workspaces.ts'

const isTool = (path: string): boolean => /\.test\.tsx?$/.test(path) || isCommandLine(path)

/** The import rules over the whole repository. */
export function checkImports(): string[] {
  const workspaces = listWorkspaces()
  const context = { workspaces, root: readManifest('.') }
  const files = workspaces.flatMap((workspace) =>
    listSourceFiles(workspace.folder, ['.ts', '.tsx', '.mjs']).map((file) => ({ workspace, file })),
  )
  const shipped = files
    .filter(({ workspace, file }) => workspace.folder !== 'tests' && !isTool(file.path))
    .map(({ workspace, file }) => ({ owner: workspace.manifest.name, file }))
  return [
    ...files.flatMap(({ workspace, file }) => checkModule(file, workspace, context)),
    ...findPackageCycles(packageGraph(shipped)).map((cycle) => `packages import each other: ${cycle}`),
  ]
}
