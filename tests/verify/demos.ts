import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findFreeLocalPorts, type Progress, startStack } from '@throughline/deploy'
import { loadLocalSettings } from '@throughline/platform'
import { buildAll } from '../../deploy/build/build-all.ts'
import { root } from '../harness/root.ts'
import { makeTestHome, removeHome } from '../harness/test-home.ts'
import { withoutSettings } from '../harness/without-settings.ts'
import { runChild } from '../run/run-child.ts'

/** The demo with every plan of a folder, on a whole stack of its own. */
export async function runDemos(
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<{ name: string; passed: boolean }[]> {
  const source = resolve(process.env.INIT_CWD ?? '.', folder)
  const files = readdirSync(source).filter((name) => /\.(xml|csv)$/i.test(name))
  const home = makeTestHome()
  const environment = withoutSettings(process.env)
  const stack = await startStack({
    root,
    home,
    ports: await findFreeLocalPorts(),
    settings: loadLocalSettings(environment),
    progress,
    signal,
    beforeServices: () => buildAll(root, progress),
  })
  try {
    const results: { name: string; passed: boolean }[] = []
    for (const name of files) {
      console.log(`\n── demo ${name} ──`)
      const env = { ...environment, ...stack.env, ADMIN_PASSWORD_FILE: join(home, 'admin-password') }
      const passed = await runChild(process.execPath, ['tests/demo.mjs', join(source, name)], {
        cwd: root,
        env,
        signal,
      })
      results.push({ name: `demo ${name}`, passed })
    }
    return results
  } finally {
    await stack.stop()
    removeHome(home)
  }
}
