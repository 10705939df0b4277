import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSilentProgress } from '@throughline/deploy'
import { type LocalSettings, loadLocalSettings } from '@throughline/platform'
import { installDebianPackages } from '../../deploy/local/debian-packages.ts'

const libraries = '/usr/lib'
const library = 'faketime/libfaketimeMT.so.1'

/** libfaketime, which Debian has as a package. */
export async function findFaketime({ searchPath }: Pick<LocalSettings, 'searchPath'>): Promise<string> {
  const find = () =>
    ['.', ...readdirSync(libraries)].map((folder) => join(libraries, folder, library)).find((file) => existsSync(file))
  const found = find()
  if (found) return found
  await installDebianPackages('libfaketime', ['faketime'], searchPath, createSilentProgress())
  const installed = find()
  if (!installed) throw new Error('libfaketime is missing; get it with: sudo apt-get install faketime')
  return installed
}

/** The wall clock of one process, which can be set while that runs. How fast time goes by is left alone. */
export class WallClock {
  /** What the process has to be started with. */
  readonly env: Readonly<Record<string, string>>
  readonly #file: string

  private constructor(preload: string, file: string) {
    this.#file = file
    this.env = {
      LD_PRELOAD: preload,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    }
    this.set(0)
  }

  static async create(name: string, folder: string): Promise<WallClock> {
    return new WallClock(await findFaketime(loadLocalSettings()), join(folder, `${name}.clock`))
  }

  set(secondsAhead: number): void {
    // Renamed into its place: the process looks at it every second.
    writeFileSync(`${this.#file}.next`, `${secondsAhead < 0 ? '' : '+'}${secondsAhead}\n`)
    renameSync(`${this.#file}.next`, this.#file)
  }
}
