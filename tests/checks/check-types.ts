import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runTool } from './run-tool.ts'
import { listWorkspaces, root } from './workspaces.ts'

const atOnce = 2
const options = ['--noEmit', '--pretty', 'false', '--incremental']

/** Where the compiler keeps what it knows of unchanged files, so that a second check takes a fraction of the first. */
const memoryOf = (project: string): string =>
  join(root, 'node_modules/.cache/throughline-types', `${project.replaceAll('/', '-')}.tsbuildinfo`)

/** Type-checks every tsconfig of every workspace. */
export async function checkTypes(say: (line: string) => void = () => {}): Promise<string[]> {
  const waiting = listProjects()
  const problems: string[] = []
  const work = async () => {
    for (let project = waiting.shift(); project; project = waiting.shift()) {
      say(project)
      const { ok, output } = await runTool('tsc', [...options, '--tsBuildInfoFile', memoryOf(project), '-p', project])
      if (!ok) problems.push(`${project}:\n${output}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return problems.toSorted()
}

function listProjects(): string[] {
  return listWorkspaces().flatMap(({ folder }) =>
    readdirSync(join(root, folder))
      .filter((name) => /^tsconfig.*\.json$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
}
