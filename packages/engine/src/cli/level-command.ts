import { readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Arguments } from './arguments.ts'
import { describeError, FileError } from './describe-error.ts'
import { levelInstanceFile } from './level-instance-file.ts'
import { type LoadedPlan, loadFile } from './load-file.ts'

/** `level FILE...`: plans together, each PSPLIB instance on its own; of a folder all its instances. */
export async function levelCommand(args: Arguments): Promise<number> {
  const plans: { file: string; loaded: LoadedPlan }[] = []
  let code = 0
  for (const file of args.files) {
    if (await isFolder(file)) {
      code = Math.max(code, await levelFolder(file, args))
      continue
    }
    const loaded = await loadFile(file)
    if (loaded.kind === 'plan') plans.push({ file, loaded })
    else await levelInstanceFile(file, loaded, args)
  }
  if (plans.length > 0) await (await import('./level-plans.ts')).levelPlanFiles(plans, args)
  return code
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory()
  } catch (error) {
    throw new FileError(file, error)
  }
}

/** A file that is wrong is told about, and the others are gone on with. */
async function levelFolder(folder: string, args: Arguments): Promise<number> {
  const names = (await readdir(folder)).filter((name) => extname(name).toLowerCase() === '.sm')
  if (names.length === 0) throw new FileError(folder, new Error('there is no .sm file in it'))
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  let code = 0
  for (const name of names) {
    const file = join(folder, name)
    try {
      const loaded = await loadFile(file)
      if (loaded.kind === 'instance') await levelInstanceFile(file, loaded, args)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      code = 1
      process.stderr.write(`${describeError(error)}\n`)
    }
  }
  return code
}
