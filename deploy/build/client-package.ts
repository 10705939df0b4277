import { chmod, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { runCommand } from '../local/run-command.ts'

const scope = '@throughline/'

/** Our packages that the client is made of. */
const parts = ['client', 'contract', 'engine']
const entry = 'src/index.ts'

interface Manifest {
  version: string
  license: string
  dependencies?: Record<string, string>
}

/**
 * The client as a package that installs without this checkout: a module for Node and browsers, its declarations, and the
 * command. Our own packages are in it; those from npm stay dependencies, in the very versions that it was tested with.
 */
export async function buildClientPackage(root: string, folder: string): Promise<void> {
  const out = join(root, folder)
  await rm(out, { recursive: true, force: true })
  const declared = await declaredPackages(root)
  const types = declareTypes(root, join(out, 'types'))
  const used = await Promise.all([
    bundle(root, Object.keys(declared), `packages/client/${entry}`, {
      outfile: join(out, 'index.js'),
      platform: 'neutral',
    }),
    bundle(root, Object.keys(declared), 'packages/client/src/cli/throughline.ts', {
      ...{ outfile: join(out, 'throughline.js'), platform: 'node', banner: { js: '#!/usr/bin/env node' } },
    }),
  ])
  await types
  await chmod(join(out, 'throughline.js'), 0o755)
  await copyFile(join(root, 'LICENSE'), join(out, 'LICENSE'))
  await copyFile(join(root, 'packages/client/README.md'), join(out, 'README.md'))
  const names = new Set(used.flat())
  const dependencies = Object.fromEntries(Object.entries(declared).filter(([name]) => names.has(name)))
  const manifest = describePackage(await readManifest(root, 'client'), dependencies)
  await writeFile(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

const describePackage = ({ version, license }: Manifest, dependencies: Record<string, string>) => ({
  name: '@throughline/client',
  version,
  description: 'Typed calls, live plans and the command of the Throughline planning service',
  license,
  type: 'module',
  engines: { node: '>=20' },
  sideEffects: false,
  exports: { '.': { types: `./types/client/${entry.replace('.ts', '.d.ts')}`, default: './index.js' } },
  bin: { throughline: './throughline.js' },
  dependencies,
})

/** What the parts ask of npm, with the versions. */
async function declaredPackages(root: string): Promise<Record<string, string>> {
  const manifests = await Promise.all(parts.map((part) => readManifest(root, part)))
  const declared = manifests.flatMap(({ dependencies }) => Object.entries(dependencies ?? {}))
  return Object.fromEntries(declared.filter(([name]) => !name.startsWith(scope)))
}

async function readManifest(root: string, part: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, 'packages', part, 'package.json'), 'utf8')) as Manifest
}

/** Answers which of the packages outside it imports. */
async function bundle(root: string, outside: string[], source: string, options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({
    ...{ absWorkingDir: root, entryPoints: [source], external: outside, metafile: true, logLevel: 'silent' },
    ...{ bundle: true, format: 'esm', target: 'es2023' },
    ...options,
  })
  const imported = Object.values(metafile?.outputs ?? {}).flatMap(({ imports }) => imports.map(({ path }) => path))
  return outside.filter((name) => imported.includes(name))
}

/**
 * The compiler writes the declarations of all parts beside each other. No bundler of declarations works on what
 * TypeScript 7 offers on the oldest Node that is supported, and none is needed: only the names of our own packages have
 * to become paths.
 */
async function declareTypes(root: string, folder: string): Promise<void> {
  const settings = await mkdtemp(join(root, 'node_modules', '.client-types-'))
  try {
    const sources = Object.fromEntries(parts.map((part) => [scope + part, [join(root, 'packages', part, entry)]]))
    await writeFile(
      join(settings, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'packages/client/tsconfig.json'),
        compilerOptions: {
          ...{ noEmit: false, declaration: true, emitDeclarationOnly: true },
          ...{ rootDir: join(root, 'packages'), outDir: folder, paths: sources },
        },
        include: [],
        files: [join(root, 'packages/client', entry)],
      }),
    )
    await runCommand(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', settings], { cwd: root })
  } finally {
    await rm(settings, { recursive: true })
  }
  for (const file of await readdir(folder, { recursive: true }))
    if (file.endsWith('.d.ts')) await namePartsByPath(folder, join(folder, file))
}

async function namePartsByPath(folder: string, file: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  const named = text.replaceAll(/(["'])@throughline\/(\w+)\1/g, (whole, quote: string, part: string) => {
    if (!parts.includes(part)) throw new Error(`${relative(folder, file)} needs ${whole}, which is not published`)
    return `${quote}./${relative(dirname(file), join(folder, part, entry))}${quote}`
  })
  if (named !== text) await writeFile(file, named)
}
