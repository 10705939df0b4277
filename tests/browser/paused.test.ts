import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan, planOf, taskOf } from '../integration/support.ts'
import { cellOf, editCell, untilLive, untilText } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

const bannerOf = (page: Page) => page.getByRole('status').filter({ hasText: 'Recomputes are paused' })

async function runOf(projectId: string): Promise<string> {
  const { items } = await world.client.call('listAllRuns', { query: { projectId, limit: 1 } })
  return items[0]?.id ?? ''
}

test.each(['light', 'dark'] as const)(
  'in %s colours everyone sees that recomputes are paused and by whom; whoever may resumes them',
  async (colorScheme) => {
    const { project, first, second } = await createSmallPlan(world.client)
    await computedPlan(world.client, project.id)
    const scheduler = await world.join(project.id, 'scheduler')
    const own = await world.openSignedIn(`/projects/${project.id}`, { colorScheme })
    const theirs = await world.openSignedIn(`/projects/${project.id}`, { colorScheme }, scheduler.person)
    await Promise.all([untilLive(own), untilLive(theirs)])

    await world.client.call('pauseRun', { params: { runId: await runOf(project.id) } })
    for (const page of [own, theirs]) await bannerOf(page).getByText(`by ${world.organisation.admin.name}`).waitFor()
    expect(await bannerOf(theirs).getByRole('button').count()).toBe(0)
    const { violations } = await new AxeBuilder({ page: own }).include('[role="status"]').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])

    await editCell(theirs, first, 'duration', '3d')
    await untilText(cellOf(theirs, first, 'duration'), '3d')
    expect(taskOf(await planOf(world.client, project.id), second).earlyFinish).toBe('2026-03-03T17:00')
    expect(await theirs.getByRole('status', { name: 'Calculation' }).innerText()).toBe('')
    await theirs.getByRole('link', { name: 'Activity' }).click()
    await theirs.locator('[data-receipt="paused"]').first().getByText(world.organisation.admin.name).waitFor()

    await bannerOf(own).getByRole('button', { name: 'Resume' }).click()
    for (const page of [own, theirs]) await bannerOf(page).waitFor({ state: 'detached' })
    await theirs.locator('[data-receipt="covered"]').nth(1).waitFor()
    await untilText(cellOf(own, second, 'finish'), '5 Mar 26')
    await Promise.all([own.context().close(), theirs.context().close()])
  },
)
