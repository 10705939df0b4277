import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSilentProgress, runCommand } from '@throughline/deploy'
import { loadLocalSettings } from '@throughline/platform'
import { ensurePythonPackages } from '../../deploy/local/python-packages.ts'

/** Runs a program of this folder in Python, with what it is to read, and answers what it wrote. */
export type RunPython = (program: string, input: string) => Promise<string>

const libraries = { name: 'foreign-libraries', packages: ['standardwebhooks==1.1.0'], programs: ['python'] }

/** With libraries of others from PyPI, in an environment of their own. Throws CommandError where a program fails. */
export async function preparePython(): Promise<RunPython> {
  const programs = await ensurePythonPackages(libraries, loadLocalSettings(), createSilentProgress())
  return (program, input) =>
    runCommand(join(programs, 'python'), [fileURLToPath(new URL(program, import.meta.url))], { input })
}
