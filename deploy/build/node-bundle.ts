import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const scope = '@throughline/'

/**
 * One file for one process, for the oldest Node that is supported. Our own packages, which are TypeScript, are bundled;
 * packages from npm stay outside and load from node_modules as they were published: native add-ons, files beside the code
 * and `require` all keep working.
 */
export async function bundleNodeProgram(root: string, entry: string, output: string): Promise<void> {
  await build({
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
    plugins: [packagesOutside(join(root, 'node_modules'))],
  })
}

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
