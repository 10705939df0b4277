import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installDebianPackages } from './debian-packages.ts'
import type { Progress } from './progress.mjs'
import { findProgram, runCommand } from './run-command.ts'

/** Packages from PyPI that belong together, with their versions, and the programs that tell that they are there. */
export interface PythonPackages {
  name: string
  packages: readonly string[]
  programs: readonly string[]
}

export interface PythonHost {
  cache: string
  searchPath: readonly string[]
}

/** Installs packages in an environment of their own in the cache, once; answers its folder of programs. */
export async function ensurePythonPackages(
  { name, packages, programs }: PythonPackages,
  { cache, searchPath }: PythonHost,
  progress: Progress,
): Promise<string> {
  const folder = join(cache, `${name}-${packages.join('-').replaceAll(/[^\w.-]/g, '-')}`)
  const bin = join(folder, 'bin')
  if (programs.every((program) => existsSync(join(bin, program)))) return bin
  const python = await ensurePython(searchPath, progress)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  await progress.step(`Getting ${packages.join(', ')} (PyPI)`, () => install(python, folder, packages))
  return bin
}

async function install(python: string, folder: string, packages: readonly string[]): Promise<void> {
  try {
    await runCommand(python, ['-m', 'venv', folder])
    await runCommand(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages], {
      timeoutMs: 300_000,
    })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function ensurePython(searchPath: readonly string[], progress: Progress): Promise<string> {
  const found = await findPythonWithVenv(searchPath)
  if (found) return found
  await installDebianPackages('Python', ['python3-venv'], searchPath, progress)
  const installed = await findPythonWithVenv(searchPath)
  if (installed) return installed
  throw new Error('python3 with venv is needed (Debian: apt-get install python3-venv)')
}

/** Debian's python3 lacks what venv needs until python3-venv is installed. */
async function findPythonWithVenv(searchPath: readonly string[]): Promise<string | undefined> {
  const python = findProgram('python3', searchPath)
  if (!python) return undefined
  return await runCommand(python, ['-c', 'import ensurepip, venv']).then(
    () => python,
    () => undefined,
  )
}
