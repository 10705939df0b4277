import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '@throughline/deploy'
import { root } from '../harness/root.ts'

const home = join(root, '.local', 'mpxj')
const sourceOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Runs the program of MpxjReader.java. */
export type RunMpxj = (...args: readonly (string | number)[]) => Promise<string>

/**
 * Fetches MPXJ by Maven and compiles the program that reads with it, once for each version of the two. Takes a Java
 * compiler and Maven. Throws CommandError where one of them is missing or fails.
 */
export async function prepareMpxj(): Promise<RunMpxj> {
  const libraries = join(home, 'lib')
  const classes = join(home, 'classes')
  const [pom, program] = [sourceOf('pom.xml'), sourceOf('MpxjReader.java')]
  const stamp = join(home, 'stamp')
  const wanted = readFileSync(pom, 'utf8') + readFileSync(program, 'utf8')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    mkdirSync(classes, { recursive: true })
    await runCommand('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`])
    await runCommand('javac', ['-cp', join(libraries, '*'), '-d', classes, program])
    writeFileSync(stamp, wanted)
  }
  const classpath = [join(libraries, '*'), classes].join(delimiter)
  return (...args) => runCommand('java', ['-Xmx1g', '-cp', classpath, 'MpxjReader', ...args.map(String)])
}
