/**
 * Brings node_modules to what package-lock.json says, by `npm ci`, and only where needed: a stamp in node_modules keeps
 * the hash of the lock file and the Node version that the packages were installed for. Plain JavaScript on bare Node.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const leastMajor = 20
const leastMinor = 20

/** Throws when this Node is too old. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  throw new Error(
    `Node ${leastMajor}.${leastMinor} or newer is needed, this is ${version}. Get it from https://nodejs.org`,
  )
}

/**
 * @param {string} root folder of package-lock.json
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensurePackages(root, progress) {
  const wanted = stampOf(root)
  const stampFile = join(root, 'node_modules', '.throughline-stamp')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  if (!isInstalled(root)) {
    await progress.step('Installing npm packages (npm ci)', async (say) => {
      say('first time takes one to two minutes')
      await npmCi(root)
      say('')
    })
  }
  writeFileSync(stampFile, wanted)
}

function stampOf(/** @type {string} */ root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    .digest('hex')
  return `${lock} ${process.platform} ${process.arch} ${process.versions.modules}\n`
}

/** True when npm's own record of what it installed agrees with the lock file, as after an `npm ci` by hand. */
export function isInstalled(/** @type {string} */ root) {
  const recordFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(recordFile)) return false
  const record = JSON.parse(readFileSync(recordFile, 'utf8')).packages
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(lock).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.optional || entry.devOptional) return true
    return (
      record[path] !== undefined && record[path].version === entry.version && record[path].integrity === entry.integrity
    )
  })
}

async function npmCi(/** @type {string} */ root) {
  const script = process.env.npm_execpath
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
  const child = spawn(command, [...first, 'ci', '--no-progress'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output = (output + chunk).slice(-8_000)
    })
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`npm could not be run (${error.message}). It comes with Node.`)))
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`npm ci failed:\n${output}`)
}
