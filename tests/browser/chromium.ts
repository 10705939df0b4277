import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createProgress } from '@throughline/deploy'
import { type Browser, chromium } from 'playwright-core'
import { installDebianPackages } from '../../deploy/local/debian-packages.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** A real browser, headless, that talks to nobody but the page's own server. */
export async function launchChromium(): Promise<Browser> {
  const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({ executablePath: await ensureChromium(), headless: true, args: flags })
}

/** The browser of the system, else Debian's by apt-get. */
async function ensureChromium(): Promise<string> {
  const searchPath = (process.env.PATH ?? '').split(delimiter)
  const find = () => names.flatMap((name) => searchPath.map((folder) => join(folder, name))).find(existsSync)
  const installed = find()
  if (installed) return installed
  await installDebianPackages('Chromium', ['chromium'], searchPath, createProgress())
  const found = find()
  if (!found) throw new Error('The browser tests need Chromium: sudo apt-get install chromium')
  return found
}
