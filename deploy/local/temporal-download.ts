import { createWriteStream, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { runCommand } from './run-command.ts'

const connectTimeoutMs = 5_000
const wholeTimeoutMs = 300_000

/** The official archive for this machine. */
export function downloadAddress(platform = process.platform, arch = process.arch): string {
  return `https://temporal.download/cli/archive/latest?platform=${platform}&arch=${arch === 'x64' ? 'amd64' : arch}`
}

/** Downloads the official archive and leaves the program at `target`. Gives up soon where there is no internet. */
export async function downloadTemporal(target: string, say: (detail: string) => void): Promise<void> {
  const address = downloadAddress()
  say(address)
  const stop = new AbortController()
  const answerTimer = setTimeout(
    () => stop.abort(new Error(`no answer within ${connectTimeoutMs / 1_000} s`)),
    connectTimeoutMs,
  )
  const wholeTimer = setTimeout(() => stop.abort(new Error('it took too long')), wholeTimeoutMs)
  const folder = mkdtempSync(join(tmpdir(), 'temporal-'))
  try {
    const response = await fetch(address, { signal: stop.signal })
    clearTimeout(answerTimer)
    if (!response.ok || !response.body) throw new Error(`it answered ${response.status}`)
    const archive = join(folder, 'archive.tar.gz')
    await pipeline(
      Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
      createWriteStream(archive),
    )
    await runCommand('tar', ['-xzf', archive, '-C', folder, 'temporal'])
    await runCommand('cp', [join(folder, 'temporal'), `${target}.part`])
    renameSync(`${target}.part`, target)
  } catch (error) {
    throw new Error(`${address} could not be downloaded: ${reasonOf(error)}`)
  } finally {
    clearTimeout(answerTimer)
    clearTimeout(wholeTimer)
    rmSync(folder, { recursive: true, force: true })
    say('')
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
