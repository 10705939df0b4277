import { normalTable, quickProbability } from '../distribution/normal-table.ts'
import { quantileAt } from '../distribution/quantile-table.ts'
import { minutesAt, type Sampler } from '../distribution/sampler.ts'
import { type Layout, ROWS_BYTES, TILE_RUNS } from '../layout.ts'
import { drawUniform, type StreamKey } from '../random.ts'
import type { Views } from '../views.ts'
import type { ComposedGroup, Composition } from './composition.ts'

/** What goes on top of the kernels' own draws, written into the rows of durations for runs from `run` on. */
export function tileComposer(composition: Composition, { words }: Views, layout: Layout): (run: number) => void {
  const { groups, risks, branches, fixed, factors, additions, conditions } = composition
  const happens = risks.map(() => new Uint8Array(TILE_RUNS))
  const outcome = branches.map(() => new Int32Array(TILE_RUNS))
  const rowOf = (node: number): number => (layout.rows + node * ROWS_BYTES) >> 2
  return (run) => {
    for (const { node, base } of fixed) words.fill(base, rowOf(node), rowOf(node) + TILE_RUNS)
    for (const group of groups) drawGroup(group, words, rowOf, run)
    for (const [risk, { key, probability }] of risks.entries()) {
      const flags = happens[risk] as Uint8Array
      for (let lane = 0; lane < TILE_RUNS; lane++) flags[lane] = drawUniform(key, run + lane) < probability ? 1 : 0
    }
    for (const [branch, { key, upTo }] of branches.entries()) {
      const chosen = outcome[branch] as Int32Array
      for (let lane = 0; lane < TILE_RUNS; lane++) {
        const draw = drawUniform(key, run + lane)
        chosen[lane] = upTo.findIndex((sum) => draw < sum)
      }
    }
    for (const { node, risk, factor } of factors) {
      const flags = happens[risk] as Uint8Array
      const row = rowOf(node)
      for (let lane = 0; lane < TILE_RUNS; lane++) {
        if (flags[lane] === 1) words[row + lane] = Math.round((words[row + lane] as number) * factor)
      }
    }
    for (const { node, risk, sampler, key } of additions) {
      const flags = happens[risk] as Uint8Array
      const row = rowOf(node)
      for (let lane = 0; lane < TILE_RUNS; lane++) {
        if (flags[lane] !== 1) continue
        words[row + lane] = (words[row + lane] as number) + minutesAt(sampler, drawUniform(key, run + lane))
      }
    }
    for (const { node, branch, outcomes } of conditions) {
      const chosen = outcome[branch] as Int32Array
      const row = rowOf(node)
      for (let lane = 0; lane < TILE_RUNS; lane++) {
        if (!outcomes.includes(chosen[lane] as number)) words[row + lane] = 0
      }
    }
  }
}

function drawGroup(group: ComposedGroup, words: Int32Array, rowOf: (node: number) => number, run: number): void {
  const { nodes, samplers } = group
  const normals = new Float64Array(nodes.length)
  for (let lane = 0; lane < TILE_RUNS; lane++) {
    if (group.common === null) drawByRoot(group, normals, run + lane)
    else drawByFactor(group, group.common, normals, run + lane)
    for (let member = 0; member < normals.length; member++) {
      const node = nodes[member] as number
      if (node < 0) continue
      words[rowOf(node) + lane] = minutesAt(samplers[member] as Sampler, quickProbability(normals[member] as number))
    }
  }
}

function drawNormal(key: StreamKey, run: number): number {
  return quantileAt(normalTable(), drawUniform(key, run))
}

/** From the last to the first, so that the independent draws before are still there. */
function drawByRoot({ keys, loads }: ComposedGroup, normals: Float64Array, run: number): void {
  for (let member = 0; member < keys.length; member++) normals[member] = drawNormal(keys[member] as StreamKey, run)
  for (let member = keys.length - 1; member >= 0; member--) {
    const row = (member * (member + 1)) / 2
    let z = 0
    for (let k = 0; k <= member; k++) z += (loads[row + k] as number) * (normals[k] as number)
    normals[member] = z
  }
}

function drawByFactor({ keys, commonKey }: ComposedGroup, common: number, normals: Float64Array, run: number): void {
  const shared = Math.sqrt(common) * drawNormal(commonKey, run)
  const own = Math.sqrt(1 - common)
  for (let member = 0; member < keys.length; member++) {
    normals[member] = shared + own * drawNormal(keys[member] as StreamKey, run)
  }
}
