import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadLocalSettings, settingNames } from '@throughline/platform'
import { workspaceFolders } from '../build/sources.ts'
import { buildTargets } from '../build/targets.ts'
import { createProgress } from '../local/progress.mjs'
import { ensurePythonPackages } from '../local/python-packages.ts'
import { runCommand } from '../local/run-command.ts'
import { root } from '../local/run-typescript.mjs'
import { readCompose } from './compose-model.ts'
import { composeProblems, manifestProblems, programProblems } from './compose-rules.ts'
import { checkers } from './python-tools.ts'

const composeFile = 'docker-compose.yml'
const dockerfile = 'deploy/images/Dockerfile'
const scriptFolders = ['deploy/images', 'deploy/compose']

/** `npm run deploy:check`: everything about Compose and images that can be checked without a Docker engine. */
export async function main(): Promise<number> {
  const progress = createProgress()
  const settings = loadLocalSettings()
  const tools = await ensurePythonPackages(checkers, settings, progress)
  const checks: [title: string, check: () => Promise<unknown>][] = [
    [
      `Compose schema: ${composeFile}`,
      () =>
        runCommand(join(tools, 'check-jsonschema'), ['--builtin-schema', 'vendor.compose-spec', composeFile], {
          cwd: root,
        }),
    ],
    ...listFiles('deploy/images', /Dockerfile$/).map((file): [string, () => Promise<unknown>] => [
      `hadolint: ${file}`,
      () => runCommand(join(tools, 'hadolint'), [file], { cwd: root }),
    ]),
    ...scriptFolders
      .flatMap((folder) => listFiles(folder, /\.sh$/))
      .map((file): [string, () => Promise<unknown>] => [
        `shell syntax: ${file}`,
        () => runCommand('sh', ['-n', file], { cwd: root }),
      ]),
    ['Our own rules: health checks, settings, secrets, targets', async () => checkRules()],
  ]
  let failed = 0
  for (const [title, check] of checks) {
    await progress.step(title, check).catch((error: unknown) => {
      failed += 1
      progress.note(error instanceof Error ? error.message : String(error))
    })
  }
  progress.note(`${checks.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

function checkRules(): void {
  const compose = readCompose(join(root, composeFile))
  const images = readRequired(dockerfile)
  const commands = Object.values(compose.services).map((service) => [service.command ?? []].flat().join(' '))
  const problems = [
    ...composeProblems({ compose, settings: settingNames, read: readMaybe }),
    ...manifestProblems(images, [...workspaceFolders(root).values()]),
    ...programProblems(
      [images, ...commands],
      buildTargets.map((target) => target.output),
    ),
  ]
  if (problems.length > 0) throw new Error(problems.map((problem) => `  ${problem}`).join('\n'))
}

function listFiles(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(join(root, folder)).filter((file) => pattern.test(file))
  return files.map((file) => `${folder}/${file}`)
}

function readRequired(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** A folder counts as there, with no text. */
function readMaybe(path: string): string | undefined {
  const file = join(root, path)
  if (!existsSync(file)) return undefined
  return statSync(file).isDirectory() ? '' : readFileSync(file, 'utf8')
}
