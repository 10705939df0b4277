import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { createSilentProgress, findFreePorts, SupervisedProcess } from '@throughline/deploy'
import { type LocalSettings, loadLocalSettings } from '@throughline/platform'
import { installWithGo } from '../../../deploy/local/go-install.ts'
import { canConnect } from '../../../deploy/local/mail.ts'
import { makeTestHome, removeHome } from '../test-home.ts'

const version = '1.8.0'
const leastGo = [1, 25] as const
const bucket = 'plans'
const credentials = { S3_ACCESS_KEY_ID: 'tests', S3_SECRET_ACCESS_KEY: 'secret of the tests' }

/** A server that speaks the S3 protocol and checks signatures, with an empty bucket in a folder of its own. */
export interface ObjectStorage {
  /** Settings of services that keep files in its bucket. */
  readonly env: Readonly<Record<string, string>>
  /** Keys of the objects in the bucket. */
  keys(): string[]
  /** Puts small objects there, past the protocol. */
  add(keys: readonly string[]): void
  /** As if an object had been stored so long ago. */
  age(key: string, hours: number): void
  /** Takes it away, and brings it back with its objects at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it for good, and removes its objects. */
  close(): Promise<void>
}

/** Installing it takes a minute the first time. */
export const objectStorageTimeout = 600_000

export async function startObjectStorage({ prefix = 'files' } = {}): Promise<ObjectStorage> {
  const command = await findVersityGateway()
  const home = makeTestHome()
  const folder = join(home, 'objects', bucket)
  mkdirSync(folder, { recursive: true })
  const [port = 0] = await findFreePorts(1)
  const spec = {
    name: 'object-storage',
    command,
    args: [
      '--port',
      `127.0.0.1:${port}`,
      '--quiet',
      'posix',
      '--sidecar',
      join(home, 'attributes'),
      join(home, 'objects'),
    ],
    env: { ROOT_ACCESS_KEY: credentials.S3_ACCESS_KEY_ID, ROOT_SECRET_KEY: credentials.S3_SECRET_ACCESS_KEY },
    ready: () => canConnect(port),
  }
  mkdirSync(join(home, 'attributes'))
  const silent = createSilentProgress()
  const server = new SupervisedProcess(spec, 100, {
    ...{ logFolder: join(home, 'logs'), runFolder: join(home, 'run') },
    ...{ onTrouble: silent.warn, onRecovery: silent.note, onFailure: (error) => silent.warn(error.message) },
  })
  await server.start()
  return {
    env: { ...credentials, IMPORT_STORAGE_URL: `s3://${bucket}/${prefix}?endpoint=http://127.0.0.1:${port}` },
    keys: () => filesIn(folder).map((file) => relative(folder, file)),
    add(keys) {
      for (const key of keys) {
        mkdirSync(dirname(join(folder, key)), { recursive: true })
        writeFileSync(join(folder, key), key)
      }
    },
    age(key, hours) {
      const time = Date.now() / 1_000 - hours * 3_600
      utimesSync(join(folder, key), time, time)
    },
    stop: () => server.stop(),
    start: () => server.start(),
    async close() {
      await server.stop()
      removeHome(home)
    },
  }
}

/** The program, built once into the cache. */
async function findVersityGateway(settings: HostSettings = loadLocalSettings()): Promise<string> {
  const folder = join(settings.cache, 'bin')
  const target = join(folder, `versitygw-${version}`)
  if (existsSync(target)) return target
  mkdirSync(folder, { recursive: true })
  const source = `github.com/versity/versitygw/cmd/versitygw@v${version}`
  await installWithGo({ source, target }, leastGo, settings)
  return target
}

type HostSettings = Pick<LocalSettings, 'cache' | 'searchPath' | 'environment'>

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
