import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type BenchRow, jsonOf, markdownOf, tableOf } from '../../packages/engine/bench/report.ts'
import { medianOf, percentileOf } from '../../packages/engine/bench/statistics.ts'
import { launchChromium } from '../browser/chromium.ts'
import { signIn } from '../browser/world.ts'
import { ensureBuild } from '../harness/service/index.ts'
import { makePlan } from './live-plan.ts'
import { type Stage, setStage } from './live-stage.ts'
import { dragBy, firstPaintOf, heapOf, type Place, scrollAround, watchFirstPaint, zoomAround } from './web-acts.ts'
import { type Frames, traceFrames } from './web-frames.ts'
import { servePeer } from './web-peer.ts'

export const HELP = `npm run bench -- web [--json | --markdown] [--quick]
  --quick  a small plan and short runs, to see that all works
`

interface Sizes {
  readonly tasks: number
  readonly opens: number
  readonly seconds: number
  readonly steps: number
}

/** What was measured of one page. */
interface Measured {
  readonly firstPaint: number[]
  readonly scroll: Frames
  readonly zoom: Frames
  readonly drag: number[]
  readonly heap: number
  /** Kilobytes of compressed JavaScript until the plan stood there. */
  readonly script: number
}

const full: Sizes = { tasks: 10_000, opens: 5, seconds: 4, steps: 24 }
const quick: Sizes = { tasks: 1_000, opens: 2, seconds: 1.5, steps: 8 }
const viewport = { width: 1440, height: 900 }
const peerName = 'SVAR React Gantt'

/** Measures how the schedule view feels with a large plan, in a real Chromium, and prints a table. */
export async function webBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      quick: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const rows = await measureAll(values.quick ? quick : full)
  const about = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', threads: availableParallelism() }
  process.stdout.write(values.json ? jsonOf(rows, about) : values.markdown ? markdownOf(rows) : tableOf(rows))
  return 0
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function measureAll(sizes: Sizes): Promise<BenchRow[]> {
  say('Building the client, starting PostgreSQL, PgBouncer, Temporal, api and worker')
  await ensureBuild(['web'])
  const stage = await setStage('development')
  const browser = await launchChromium()
  try {
    say(`Making a plan of ${sizes.tasks} tasks`)
    const plan = await makePlan(stage.client, sizes.tasks)
    say('An empty page')
    const empty = await measureEmpty(browser, sizes)
    say('The schedule view')
    const ours = await measureOurs(browser, stage, plan.projectId, sizes)
    say(`${peerName}, the same plan`)
    const peer = await measurePeer(browser, stage, plan.projectId, sizes)
    return rowsOf(ours, peer, empty, `${sizes.tasks} tasks, ${plan.linkCount} links`)
  } catch (error) {
    say(stage.lastLines())
    throw error
  } finally {
    await browser.close()
    await stage.stop()
  }
}

async function measureEmpty(browser: Browser, { seconds }: Sizes): Promise<Frames> {
  const page = await browser.newPage({ viewport })
  await page.setContent('<div style="width: 90000px; height: 90000px"></div>')
  const frames = await traceFrames(browser, page, () => scrollAround(page, { x: 700, y: 450 }, seconds))
  await page.close()
  return frames
}

export async function measureOurs(browser: Browser, stage: Stage, projectId: string, sizes: Sizes): Promise<Measured> {
  const context = await browser.newContext({ viewport, baseURL: stage.url })
  const page = await newPage(context)
  await page.addInitScript(() => localStorage.setItem('throughline-split', '420'))
  await page.addInitScript(watchFirstPaint, { resource: '/plan', shown: '[data-task]' })
  await page.goto('/sign-in')
  await signIn(page, stage.editor)
  await page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
  await page.goto(`/projects/${projectId}`)
  const firstPaint = await openAgain(page, sizes.opens)
  const script = await scriptOf(page)
  const measured = await measurePage(browser, page, sizes, { x: 900, y: 500 }, () => placeOfBar(page))
  await context.close()
  return { ...measured, firstPaint, script }
}

async function measurePeer(browser: Browser, stage: Stage, projectId: string, sizes: Sizes): Promise<Measured> {
  const plan = await stage.client.call('getPlan', { params: { projectId } })
  const peer = await servePeer(plan)
  const context = await browser.newContext({ viewport })
  try {
    const page = await newPage(context)
    await page.addInitScript(watchFirstPaint, { resource: '/data.json', shown: '.wx-bar' })
    await page.goto(peer.url)
    const firstPaint = await openAgain(page, sizes.opens)
    const script = await scriptOf(page)
    const measured = await measurePage(browser, page, sizes, { x: 900, y: 500 }, () => placeOfPeerBar(page))
    return { ...measured, firstPaint, script }
  } finally {
    await context.close()
    await peer.stop()
  }
}

/** Functions that are sent to pages name their inner ones by a helper of what runs this file. */
async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript('globalThis.__name = (named) => named')
  return page
}

async function openAgain(page: Page, times: number): Promise<number[]> {
  const told: number[] = []
  for (let round = 0; round < times; round += 1) {
    await page.reload()
    told.push(await firstPaintOf(page))
  }
  return told
}

type PageFigures = Pick<Measured, 'scroll' | 'zoom' | 'drag' | 'heap'>

async function measurePage(
  browser: Browser,
  page: Page,
  { seconds, steps }: Sizes,
  middle: Place,
  findBar: () => Promise<Place>,
): Promise<PageFigures> {
  const heap = await heapOf(page)
  const drag = await dragBy(page, await findBar(), 42, steps)
  await scrollAround(page, middle, 1)
  const scroll = await traceFrames(browser, page, () => scrollAround(page, middle, seconds))
  const zoom = await traceFrames(browser, page, () => zoomAround(page, middle, seconds))
  return { heap, drag, scroll, zoom }
}

/** The bar of the first task, on which all others hang; what is looked at is a row far below it. */
async function placeOfBar(page: Page): Promise<Place> {
  return page.evaluate(() => {
    const canvas = document.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) throw new Error('there is no chart')
    const box = canvas.getBoundingClientRect()
    const stripOf = (row: number) => context.getImageData(0, 48 + row * 32 + 16, canvas.width, 1).data
    window.benchLook = () => stripOf(12).join()
    const strip = stripOf(1)
    const colourAt = (x: number) => strip.slice(x * 4, x * 4 + 3).join()
    const bar = colourOf('--gantt-bar')
    const critical = colourOf('--gantt-critical')
    for (let x = 0; x < canvas.width; x += 1) {
      const found = colourAt(x)
      if (found === bar || found === critical) return { x: box.left + x + 3, y: box.top + 48 + 32 + 16 }
    }
    throw new Error('the first task has no bar')

    function colourOf(token: string): string {
      const probe = document.body.appendChild(document.createElement('span'))
      probe.style.color = `var(${token})`
      const [red, green, blue] = getComputedStyle(probe).color.match(/\d+/g) ?? []
      probe.remove()
      return [red, green, blue].join()
    }
  })
}

/** Only the bar itself moves: the peer's scheduling is not part of its free edition. */
async function placeOfPeerBar(page: Page): Promise<Place> {
  const bar = page.locator('.wx-bar.wx-task').first()
  const box = await bar.boundingBox()
  if (!box) throw new Error('the peer has no bar')
  await page.evaluate(() => {
    const first = document.querySelector<HTMLElement>('.wx-bar.wx-task')
    window.benchLook = () => `${first?.getBoundingClientRect().left}`
  })
  return { x: box.x + Math.min(box.width / 2, 12), y: box.y + box.height / 2 }
}

/** Kilobytes of JavaScript, gzipped, that a page has loaded by now. */
async function scriptOf(page: Page): Promise<number> {
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  const urls = new Set(names.filter((name) => /\.js(\?|$)/.test(name)))
  const bodies = await Promise.all([...urls].map(async (url) => (await fetch(url)).arrayBuffer()))
  return bodies.reduce((sum, body) => sum + gzipSync(Buffer.from(body)).length, 0) / 1_000
}

function rowsOf(ours: Measured, peer: Measured, empty: Frames, of: string): BenchRow[] {
  const against = (value: number) => ({ peer: { name: peerName, value } })
  const atMost = (must: number, aim: number) => ({ bounds: { of: 'value' as const, must, aim } })
  const framesOf = (name: string, mine: Frames, theirs: Frames): BenchRow[] => [
    {
      name: `work per frame while ${name}, p95`,
      unit: 'ms',
      ours: mine.p95,
      ...against(theirs.p95),
      ...atMost(12, 6),
      remark: `${mine.count} frames, ${mine.mean.toFixed(1)} ms on average; peer ${theirs.count}`,
    },
    {
      name: `frames over 20 ms while ${name}`,
      unit: '%',
      ours: mine.over20,
      ...against(theirs.over20),
      ...atMost(5, 1),
    },
  ]
  return [
    {
      name: 'the machine: work per frame of an empty page while scrolling, p95',
      unit: 'ms',
      ours: empty.p95,
      remark: `${empty.count} frames, ${empty.mean.toFixed(1)} ms on average`,
    },
    {
      name: 'first paint after the data arrived, median',
      unit: 'ms',
      ours: medianOf(ours.firstPaint),
      ...against(medianOf(peer.firstPaint)),
      ...atMost(300, 120),
      remark: `${of}, ${ours.firstPaint.length} times`,
    },
    ...framesOf('scrolling', ours.scroll, peer.scroll),
    ...framesOf('zooming', ours.zoom, peer.zoom),
    {
      name: 'drag with the whole plan downstream: pointer to moved plan, median',
      unit: 'ms',
      ours: medianOf(ours.drag),
      ...against(medianOf(peer.drag)),
      ...atMost(50, 16),
      remark: `${ours.drag.length} steps; of the peer the bar alone moves`,
    },
    {
      name: 'the same, p95',
      unit: 'ms',
      ours: percentileOf(ours.drag, 95),
      ...against(percentileOf(peer.drag, 95)),
      ...atMost(50, 16),
    },
    {
      name: 'JavaScript heap after collection',
      unit: 'MB',
      ours: ours.heap,
      ...against(peer.heap),
      ...atMost(150, 80),
    },
    {
      name: 'JavaScript of the first load, compressed',
      unit: 'kB',
      ours: ours.script,
      ...against(peer.script),
      ...atMost(250, 250),
      remark: 'of the peer the chart alone',
    },
  ]
}
