import { join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'

const scope = '@throughline/'

/**
 * One file for one process, for the oldest Node that is supported. Our own packages, which are TypeScript, are bundled;
 * packages from npm stay outside and load from node_modules as they were published: native add-ons, files beside the code
 * and `require` all keep working.
 */
export async function bundleNodeProgram(root: string, entry: string, output: string): Promise<void> {
  await build({ ...optionsOf(root, entry, output), plugins: [packagesOutside(join(root, 'node_modules'))] })
}

/** Packages with native add-ons, and what others would load if it were there. */
const neverBundled = ['@node-rs/argon2', 'pg-native']

/**
 * A thread that starts while somebody waits, with the packages that it uses in its file: finding and reading some hundred
 * files of node_modules takes as long as loading all the rest.
 */
export async function bundleNodeThread(root: string, entry: string, output: string): Promise<void> {
  const banner = `import { createRequire as createRequireOfThread } from 'node:module'
const require = createRequireOfThread(import.meta.url)`
  await build({ ...optionsOf(root, entry, output), external: neverBundled, banner: { js: banner } })
}

const optionsOf = (root: string, entry: string, output: string): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile: output,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  jsx: 'automatic',
  sourcemap: true,
  logLevel: 'silent',
})

/** A package that is not installed at the root could not be found from dist/, so it is bundled after all. */
function packagesOutside(modules: string): Plugin {
  const resolving = Symbol('resolving')
  return {
    name: 'packages-outside',
    setup(builder) {
      builder.onResolve({ filter: /^[^./]/ }, async (args) => {
        if (args.kind === 'entry-point' || args.path.startsWith(scope) || args.pluginData === resolving)
          return undefined
        const { path, kind, importer, resolveDir } = args
        const found = await builder.resolve(path, { kind, importer, resolveDir, pluginData: resolving })
        const outside = found.external || found.path.startsWith(`${modules}/`)
        return outside && found.errors.length === 0 ? { path, external: true } : undefined
      })
    },
  }
}
