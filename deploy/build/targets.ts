import { cp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runCommand } from '../local/run-command.ts'

export interface BuildTarget {
  name: string
  /** What has to be there before, and what it makes; both relative to the checkout. */
  entry: string
  output: string
  /** The folder whose sources, with those of the workspace packages it depends on, decide whether it is up to date. */
  folder: string
  /** The exact folders, where the declared dependencies say too much. */
  sources?: readonly string[]
  build: (root: string) => Promise<void>
}

export const buildTargets: readonly BuildTarget[] = [
  nodeProgram('api', 'api', 'api/src/main.ts'),
  nodeProgram('bootstrap', 'api', 'api/src/cli/bootstrap.ts'),
  nodeProgram('worker', 'activities', 'activities/src/worker.ts'),
  nodeProgram('engine-thread', 'activities', 'activities/src/engine-thread.ts'),
  nodeProgram('email-service', 'email-service', 'email-service/src/main.ts'),
  {
    ...nodeProgram('migrate', 'packages/database', 'packages/database/src/cli/migrate.ts'),
    build: async (root) => {
      await bundleForNode(root, 'packages/database/src/cli/migrate.ts', 'dist/migrate.js')
      await rm(join(root, 'dist/migrations'), { recursive: true, force: true })
      await cp(join(root, 'packages/database/migrations'), join(root, 'dist/migrations'), { recursive: true })
    },
  },
  {
    name: 'workflows',
    entry: 'workflows/src/index.ts',
    output: 'dist/workflows.js',
    folder: 'workflows',
    sources: ['workflows', 'packages/contract', 'packages/engine'],
    build: async (root) => {
      const { bundleWorkflows } = await import('./workflow-bundle.ts')
      await bundleWorkflows(join(root, 'workflows/src/index.ts'), join(root, 'dist/workflows.js'))
    },
  },
  { name: 'web', entry: 'web/index.html', output: 'dist/web/index.html', folder: 'web', build: buildWeb },
]

function nodeProgram(name: string, folder: string, entry: string): BuildTarget {
  const output = `dist/${name}.js`
  return { name, folder, entry, output, build: (root) => bundleForNode(root, entry, output) }
}

async function bundleForNode(root: string, entry: string, output: string): Promise<void> {
  const { bundleNodeProgram } = await import('./node-bundle.ts')
  await bundleNodeProgram(root, entry, output)
}

async function buildWeb(root: string): Promise<void> {
  const require = createRequire(join(root, 'web/package.json'))
  const vite = join(require.resolve('vite/package.json'), '../bin/vite.js')
  const outDir = join(root, 'dist/web')
  await runCommand(process.execPath, [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: join(root, 'web'),
  })
}
