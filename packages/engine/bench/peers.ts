import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ProcessError, runProcess } from './run-process.ts'

/** Where the bench keeps what it fetched and generated. */
export const benchHome = fileURLToPath(new URL('../../../.local/bench', import.meta.url))

const python = { folder: join(benchHome, 'python'), packages: ['trueppm-scheduler==0.4.0rc2', 'ortools==9.15.6755'] }
const mpxj = { folder: join(benchHome, 'mpxj'), version: '14.3.4' }
const sourceOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export interface Peers {
  /** Runs a script of python/ with the packages in reach; null when they cannot be had. */
  readonly python: ((script: string, ...args: readonly (string | number)[]) => Promise<string>) | null
  /** Runs the Java program of mpxj/; null when it cannot be had. */
  readonly mpxj: ((...args: readonly (string | number)[]) => Promise<string>) | null
}

/** Fetches the peers unless they are there; says what cannot be had, and goes on without it. */
export async function preparePeers(say: (line: string) => void): Promise<Peers> {
  const attempt = async <Peer>(name: string, prepare: () => Promise<Peer>): Promise<Peer | null> => {
    try {
      return await prepare()
    } catch (error) {
      if (!(error instanceof ProcessError)) throw error
      say(`${name} cannot be had, and is left out: ${error.message}`)
      return null
    }
  }
  return {
    python: await attempt('trueppm-scheduler and OR-Tools', () => preparePython(say)),
    mpxj: await attempt('MPXJ', () => prepareMpxj(say)),
  }
}

async function preparePython(say: (line: string) => void) {
  const program = join(python.folder, 'bin', 'python')
  await once(python.folder, python.packages.join('\n'), async () => {
    say(`Installing ${python.packages.join(' and ')} from PyPI`)
    await runProcess('python3', ['-m', 'venv', python.folder])
    await runProcess(program, ['-m', 'pip', 'install', '--quiet', '--pre', ...python.packages])
  })
  return (script: string, ...args: readonly (string | number)[]) =>
    runProcess(program, [sourceOf(`./python/${script}.py`), ...args.map(String)])
}

async function prepareMpxj(say: (line: string) => void) {
  const libraries = join(mpxj.folder, 'lib')
  const classes = join(mpxj.folder, 'classes')
  const source = sourceOf('./mpxj/SchedulerBench.java')
  const classpath = [join(libraries, '*'), classes].join(process.platform === 'win32' ? ';' : ':')
  await once(mpxj.folder, mpxj.version + readFileSync(source, 'utf8'), async () => {
    say(`Fetching MPXJ ${mpxj.version} from Maven Central`)
    const pom = sourceOf('./mpxj/pom.xml')
    await runProcess('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`])
    mkdirSync(classes, { recursive: true })
    await runProcess('javac', ['-cp', join(libraries, '*'), '-d', classes, source])
  })
  return (...args: readonly (string | number)[]) =>
    runProcess('java', ['-cp', classpath, 'SchedulerBench', ...args.map(String)])
}

/** Does the work unless a stamp says that it was done for the same `key`. */
async function once(folder: string, key: string, work: () => Promise<void>): Promise<void> {
  const stamp = join(folder, 'stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return
  await work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, key)
}
