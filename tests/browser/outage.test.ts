import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan, planOf, taskOf } from '../integration/support.ts'
import { cellOf, editCell, untilLive, untilText } from './schedule-page.ts'
import { createOwnBrowserWorld, type OwnBrowserWorld } from './world.ts'

/** On its own: nobody else's Temporal is taken away. */
let world: OwnBrowserWorld
beforeAll(async () => {
  world = await createOwnBrowserWorld()
})
afterAll(() => world?.end())

/** The page asks every ten seconds how the service is. */
const patience = { timeout: 45_000 }

const bannerOf = (page: Page) => page.getByRole('status').filter({ hasText: 'Edits are saved; dates are catching up.' })

test('while Temporal is away edits are saved, a banner says that dates are catching up, and they come with it', async () => {
  const page = await world.openSignedIn('/')
  const banner = bannerOf(page)
  const temporal = world.running.parts.process('temporal')
  temporal.kill('SIGSTOP')
  try {
    await banner.waitFor(patience)
    const { project, first, second } = await createSmallPlan(world.client)
    await page.goto(`/projects/${project.id}`)
    await untilLive(page)
    await editCell(page, first, 'duration', '3d')
    await untilText(cellOf(page, first, 'duration'), '3d')
    await banner.waitFor()
    await page.getByRole('status', { name: 'Calculation' }).getByText('Calculating').waitFor()
    await page.getByRole('link', { name: 'Activity' }).click()
    await page.locator('[data-receipt="queued"]').nth(1).waitFor()
    const saved = await planOf(world.client, project.id)
    expect(taskOf(saved, first).durationMinutes).toBe(1440)
    expect(taskOf(saved, second).earlyFinish).toBeNull()

    temporal.kill('SIGCONT')
    await page.locator('[data-receipt="covered"]').nth(1).waitFor(patience)
    await banner.waitFor({ state: 'detached', ...patience })
    await untilText(page.getByTestId('project-finish'), '5 Mar 2026')
    const computed = await computedPlan(world.client, project.id)
    expect(taskOf(computed, second).earlyFinish).toBe('2026-03-05T17:00')
  } finally {
    temporal.kill('SIGCONT')
  }
  await page.context().close()
})

test('the same banner tells when nobody computes', async () => {
  const { project, first, second } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}`)
  await untilLive(page)
  world.worker.signal('SIGSTOP')
  try {
    await editCell(page, first, 'duration', '3d')
    await untilText(cellOf(page, first, 'duration'), '3d')
    await bannerOf(page).waitFor(patience)
    world.worker.signal('SIGCONT')
    await bannerOf(page).waitFor({ state: 'detached', ...patience })
    expect(taskOf(await computedPlan(world.client, project.id), second).earlyFinish).toBe('2026-03-05T17:00')
  } finally {
    world.worker.signal('SIGCONT')
  }
  await page.context().close()
})
