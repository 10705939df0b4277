import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Progress } from '../local/progress.mjs'
import { hashFolders, hashText, withDependencies, workspaceFolders } from './sources.ts'
import { type BuildTarget, buildTargets } from './targets.ts'

export class BuildError extends Error {
  override name = 'BuildError'
}

/**
 * Builds what is not up to date. Beside each output, `dist/.stamp` keeps a hash of the sources that it was made from, so
 * that a second start builds nothing.
 */
export async function buildAll(
  root: string,
  progress: Progress,
  targets: readonly BuildTarget[] = buildTargets,
): Promise<void> {
  const missing = targets.filter((target) => !existsSync(join(root, target.entry)))
  if (missing.length > 0) {
    throw new BuildError(
      `Cannot build what is not there: ${missing.map(({ name, entry }) => `${name} (${entry})`).join(', ')}`,
    )
  }
  const hashes = hashTargets(root, targets)
  const stale = targets.filter((target) => !isUpToDate(root, target, hashes.get(target.name)))
  if (stale.length === 0) return
  const waiting = new Set(stale.map((target) => target.name))
  await progress.step(`Building ${[...waiting].join(', ')}`, async (say) => {
    const results = await Promise.allSettled(
      stale.map(async (target) => {
        await buildOne(root, target, hashes.get(target.name) ?? '')
        waiting.delete(target.name)
        say(waiting.size > 0 ? `still at ${[...waiting].join(', ')}` : '')
      }),
    )
    const problems = results.flatMap((result) => (result.status === 'rejected' ? [messageOf(result.reason)] : []))
    if (problems.length > 0) throw new BuildError(problems.join('\n'))
  })
}

async function buildOne(root: string, target: BuildTarget, hash: string): Promise<void> {
  rmSync(stampFile(root, target), { force: true })
  try {
    await target.build(root)
  } catch (error) {
    throw new BuildError(`${target.name} could not be built: ${messageOf(error)}`)
  }
  mkdirSync(dirname(stampFile(root, target)), { recursive: true })
  writeFileSync(stampFile(root, target), hash)
}

function hashTargets(root: string, targets: readonly BuildTarget[]): Map<string, string> {
  const workspaces = workspaceFolders(root)
  const common = `${hashFolders(root, ['deploy/build'])} ${hashText(readFileSync(join(root, 'package-lock.json'), 'utf8'))}`
  const byFolder = new Map<string, string>()
  const hashOf = (folder: string) => {
    const known = byFolder.get(folder) ?? hashFolders(root, [folder])
    byFolder.set(folder, known)
    return known
  }
  return new Map(
    targets.map((target) => {
      const folders = target.sources ?? withDependencies(root, target.folder, workspaces)
      return [target.name, [common, ...folders.map(hashOf)].join(' ')]
    }),
  )
}

function isUpToDate(root: string, target: BuildTarget, hash: string | undefined): boolean {
  if (!existsSync(join(root, target.output)) || !existsSync(stampFile(root, target))) return false
  return readFileSync(stampFile(root, target), 'utf8') === hash
}

function stampFile(root: string, target: BuildTarget): string {
  return join(root, target.outFolder ?? 'dist', '.stamp', target.name)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
