import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '@throughline/deploy'
import { root } from '../harness/root.ts'

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url))

/** Runs a program of this folder in Python, with what it is to read, and answers what it wrote. */
export type RunPython = (program: string, input: string) => Promise<string>

/**
 * Foreign clients of PyPI, in an environment of their own, made once for each list of them. Takes Python 3 with its
 * modules `venv` and `pip`. Throws CommandError where one is missing or fails.
 */
export async function preparePython(): Promise<RunPython> {
  const home = join(root, '.local', 'python')
  const stamp = join(home, 'stamp')
  const wanted = readFileSync(requirements, 'utf8')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(home, { recursive: true, force: true })
    mkdirSync(join(root, '.local'), { recursive: true })
    await runCommand('python3', ['-m', 'venv', home])
    await runCommand(join(home, 'bin', 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ])
    writeFileSync(stamp, wanted)
  }
  return (program, input) =>
    runCommand(join(home, 'bin', 'python'), [fileURLToPath(new URL(program, import.meta.url))], { input })
}
