import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import {
  commandLineMay,
  environmentReaders,
  freeFolders,
  type ImportRule,
  importTable,
  reservedPackages,
  testsMay,
} from './import-table.ts'
import { findImports, type Import, lineAt, withoutComments } from './imports.ts'
import type { SourceFile } from './source-files.ts'
import type { Manifest, Workspace } from './workspaces.ts'

const scope = '@throughline/'
const isTest = (path: string): boolean => /\.test\.tsx?$|\/(testing|test-support|test)\//.test(path)
const isConfig = (path: string): boolean => /\.config\.ts$/.test(path)
/** Command lines, benches and what compiles generated sources: they run in Node and ship with nothing. */
export const isCommandLine = (path: string): boolean => /\/(cli|bench|assembly)\//.test(path)

export interface RuleContext {
  workspaces: readonly Workspace[]
  /** Dependencies of the root, for tests and tools. */
  root: Manifest
}

/** What a module imports, or reads from the environment, although it may not; each with its place. */
export function checkModule(file: SourceFile, { folder, manifest }: Workspace, context: RuleContext): string[] {
  const found = findImports(file.text).flatMap((entry) =>
    problemsOf(entry, file, folder, manifest, context).map((problem) => `${file.path}:${entry.line} ${problem}`),
  )
  return [...found, ...environmentReads(file)]
}

function problemsOf(
  entry: Import,
  file: SourceFile,
  folder: string,
  manifest: Manifest,
  context: RuleContext,
): string[] {
  const { specifier } = entry
  if (specifier.startsWith('.')) return relativeProblems(specifier, file, folder)
  if (specifier.startsWith('node:') || builtinModules.includes(specifier))
    return builtinProblems(specifier, file, folder)
  const name = packageName(specifier)
  const declared = declarationProblems(name, file, folder, manifest, context)
  if (specifier.startsWith(scope)) return [...declared, ...ownPackageProblems(entry, file, folder, context.workspaces)]
  const reserved = reservedPackages[name]
  const mayUse = !reserved || reserved.includes(folder) || isTest(file.path) || entry.typeOnly
  return mayUse ? declared : [...declared, `may not import ${name}: only ${reserved.join(', ')} may`]
}

function relativeProblems(specifier: string, file: SourceFile, folder: string): string[] {
  if (freeFolders.includes(folder)) return []
  const target = posix.join(posix.dirname(file.path), specifier)
  if (target === folder || target.startsWith(`${folder}/`)) return []
  return [`reaches out of ${folder} by ${specifier}: import the package`]
}

function builtinProblems(specifier: string, file: SourceFile, folder: string): string[] {
  if (!specifier.startsWith('node:')) return [`imports ${specifier} without node:`]
  const exempt = isTest(file.path) || isCommandLine(file.path) || isConfig(file.path)
  return importTable[folder]?.portable && !exempt ? [`imports ${specifier}, but ${folder} has to run without Node`] : []
}

function declarationProblems(
  name: string,
  file: SourceFile,
  folder: string,
  manifest: Manifest,
  { root, workspaces }: RuleContext,
): string[] {
  if (name === manifest.name) return []
  const isDeclared = (among: Record<string, string> | undefined) => among !== undefined && name in among
  if (isDeclared(manifest.dependencies) || isDeclared(manifest.devDependencies)) return []
  const isTool = isTest(file.path) || isConfig(file.path) || isCommandLine(file.path) || freeFolders.includes(folder)
  if (isTool && (isDeclared(root.devDependencies) || name === `${scope}tests`)) return []
  if (isTest(file.path) && workspaces.some((workspace) => isDeclared(workspace.manifest.dependencies))) return []
  return [`imports ${name}, which ${folder}/package.json does not declare`]
}

function ownPackageProblems(
  entry: Import,
  file: SourceFile,
  folder: string,
  workspaces: readonly Workspace[],
): string[] {
  const wanted = entry.specifier.slice(scope.length)
  const target = workspaces.find(({ manifest }) => manifest.name === packageName(entry.specifier))
  if (!target) return [`imports ${entry.specifier}, and there is no such package`]
  const subpath = entry.specifier.slice(target.manifest.name.length)
  if (!target.manifest.exports?.[`.${subpath}`]) {
    return [`reaches into ${target.folder}: its package.json does not export .${subpath}`]
  }
  const rule = importTable[folder]
  if (!rule || freeFolders.includes(folder)) return []
  if (allowed(rule, file.path).includes(wanted)) return []
  if (!rule.types?.includes(wanted)) return [`may not import ${entry.specifier}: the architecture has no such arrow`]
  return entry.typeOnly || isTest(file.path) ? [] : [`may import only types of ${entry.specifier}`]
}

function allowed(rule: ImportRule, path: string): readonly string[] {
  const within = Object.entries(rule.within ?? {}).flatMap(([folder, more]) =>
    path.startsWith(`${folder}/`) ? more : [],
  )
  return [...rule.may, ...within, ...(isCommandLine(path) ? commandLineMay : []), ...(isTest(path) ? testsMay : [])]
}

function environmentReads(file: SourceFile): string[] {
  const exempt = environmentReaders.includes(file.path) || file.path.startsWith('tests/') || isTest(file.path)
  if (exempt || !/\.tsx?$/.test(file.path)) return []
  const code = withoutComments(file.text)
  return [...code.matchAll(/\bprocess\.env\b/g)].map(
    (match) => `${file.path}:${lineAt(code, match.index)} reads the environment: only ${environmentReaders[0]} may`,
  )
}

export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
