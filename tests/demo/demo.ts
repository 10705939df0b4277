import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createProgress } from '@throughline/deploy'
import { loadEnvironmentFile, loadLocalSettings } from '@throughline/platform'
import { placesOf } from './places.ts'
import { tellStory } from './story.ts'

/**
 * `npm run demo -- FILE`: does with a running stack, from outside, what people do with it, by HTTP and a socket alone.
 * Answers 0 only when all of it happened.
 */
export async function main([file]: readonly string[]): Promise<number> {
  if (!file) {
    console.error('Which file? npm run demo -- plan.xml (Microsoft Project XML or CSV)')
    return 1
  }
  const path = resolve(process.env.INIT_CWD ?? '.', file)
  if (!existsSync(path)) {
    console.error(`There is no file ${path}`)
    return 1
  }
  loadEnvironmentFile('.env')
  const started = performance.now()
  try {
    await tellStory(path, placesOf(loadLocalSettings()), createProgress())
    console.log(`\nAll of it happened, in ${((performance.now() - started) / 1_000).toFixed(1)} s`)
    return 0
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`)
    return 1
  }
}
