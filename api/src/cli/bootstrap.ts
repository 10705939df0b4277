import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { createDatabase } from '@throughline/database'
import { bootstrap } from '@throughline/domain'
import { loadLocalSettings, loadSettings, SettingsError } from '@throughline/platform'

/**
 * `bootstrap`: the first organisation with its administrator (ADMIN_EMAIL, ADMIN_PASSWORD or ADMIN_PASSWORD_FILE), and a
 * request for demo projects. Run again, it changes nothing. A password file that is not there is made, for its owner only.
 */
const { adminPasswordFile } = loadLocalSettings()
if (adminPasswordFile && !existsSync(adminPasswordFile)) {
  writeFileSync(adminPasswordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  console.log(`made the administrator's password: it is in ${adminPasswordFile}`)
}
const settings = loadSettings(undefined, ['DATABASE_URL'])
const { email, password } = settings.admin
if (!password) throw new SettingsError(['ADMIN_PASSWORD or ADMIN_PASSWORD_FILE is missing'])

const database = createDatabase({ connectionString: settings.database.url, poolSize: 1 })
try {
  const { accounts, seeds } = await bootstrap(database, { email, password })
  console.log(accounts === 'created' ? `made the administrator ${email}` : 'accounts are there already')
  if (seeds === 'asked for') console.log('running seeds')
  if (seeds === 'already present') console.log('seeds already present, skipping')
} finally {
  await database.close()
}
