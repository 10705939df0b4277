import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrate } from '../migrator.ts'

/** `migrate up|down [count]` on DATABASE_DIRECT_URL. Built, the migrations lie beside the command. */
const [direction = 'up', count] = process.argv.slice(2)
if (direction !== 'up' && direction !== 'down') throw new Error(`usage: migrate up|down [count], not ${direction}`)
const databaseUrl = process.env.DATABASE_DIRECT_URL
if (!databaseUrl) throw new Error('DATABASE_DIRECT_URL is missing: the direct connection of the owner of the tables')

const beside = fileURLToPath(new URL('./migrations', import.meta.url))
const applied = await migrate({
  databaseUrl,
  direction,
  ...(count ? { count: Number(count) } : {}),
  ...(existsSync(beside) ? { directory: beside } : {}),
})
console.log(applied.length ? applied.map((name) => `${direction} ${name}`).join('\n') : 'nothing to migrate')
