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
  /** Where it all goes, relative to the checkout; `dist` unless told otherwise. */
  outFolder?: string
  build: (root: string) => Promise<void>
}

/** Everything that runs, built into a folder; tests use one of their own beside `dist`. */
export const buildTargetsIn = (outFolder: string): readonly BuildTarget[] => [
  nodeProgram(outFolder, 'api', 'api', 'api/src/main.ts'),
  nodeProgram(outFolder, 'compute-thread', 'api', 'api/src/compute/compute-thread.ts'),
  nodeProgram(outFolder, 'bootstrap', 'api', 'api/src/cli/bootstrap.ts'),
  nodeProgram(outFolder, 'audit-verify', 'api', 'api/src/cli/audit-verify.ts'),
  nodeProgram(outFolder, 'worker', 'activities', 'activities/src/worker.ts'),
  nodeProgram(outFolder, 'engine-thread', 'activities', 'activities/src/engine-thread.ts'),
  nodeThread(outFolder, 'import-thread', 'activities', 'activities/src/import-thread.ts'),
  nodeProgram(outFolder, 'email-service', 'email-service', 'email-service/src/main.ts'),
  {
    ...nodeProgram(outFolder, 'migrate', 'packages/database', 'packages/database/src/cli/migrate.ts'),
    build: async (root) => {
      await bundleForNode(root, 'packages/database/src/cli/migrate.ts', `${outFolder}/migrate.js`)
      await rm(join(root, outFolder, 'migrations'), { recursive: true, force: true })
      await cp(join(root, 'packages/database/migrations'), join(root, outFolder, 'migrations'), { recursive: true })
    },
  },
  {
    name: 'workflows',
    entry: 'workflows/src/index.ts',
    output: `${outFolder}/workflows.js`,
    outFolder,
    folder: 'workflows',
    sources: ['workflows', 'packages/contract', 'packages/engine'],
    build: async (root) => {
      const { bundleWorkflows } = await import('./workflow-bundle.ts')
      await bundleWorkflows(join(root, 'workflows/src/index.ts'), join(root, outFolder, 'workflows.js'))
    },
  },
  {
    name: 'web',
    entry: 'web/index.html',
    output: `${outFolder}/web/index.html`,
    outFolder,
    folder: 'web',
    build: (root) => buildWeb(root, join(root, outFolder, 'web')),
  },
]

export const buildTargets = buildTargetsIn('dist')

/** What is published and runs nowhere here: built when it is named. */
export const clientPackageIn = (outFolder: string): BuildTarget => ({
  name: 'client',
  entry: 'packages/client/src/index.ts',
  output: `${outFolder}/client/package.json`,
  outFolder,
  folder: 'packages/client',
  sources: ['packages/client', 'packages/contract', 'packages/engine'],
  build: async (root) => {
    const { buildClientPackage } = await import('./client-package.ts')
    await buildClientPackage(root, `${outFolder}/client`)
  },
})

function nodeProgram(outFolder: string, name: string, folder: string, entry: string): BuildTarget {
  const output = `${outFolder}/${name}.js`
  return { name, folder, entry, output, outFolder, build: (root) => bundleForNode(root, entry, output) }
}

function nodeThread(outFolder: string, name: string, folder: string, entry: string): BuildTarget {
  const build = async (root: string) => {
    const { bundleNodeThread } = await import('./node-bundle.ts')
    await bundleNodeThread(root, entry, `${outFolder}/${name}.js`)
  }
  return { ...nodeProgram(outFolder, name, folder, entry), build }
}

async function bundleForNode(root: string, entry: string, output: string): Promise<void> {
  const { bundleNodeProgram } = await import('./node-bundle.ts')
  await bundleNodeProgram(root, entry, output)
}

async function buildWeb(root: string, outDir: string): Promise<void> {
  const require = createRequire(join(root, 'web/package.json'))
  const vite = join(require.resolve('vite/package.json'), '../bin/vite.js')
  await runCommand(process.execPath, [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: join(root, 'web'),
    env: { ...process.env, NODE_ENV: 'production' },
  })
}
