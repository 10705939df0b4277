import { normalProbability, normalQuantile } from '../distribution/normal.ts'
import { minutesAt } from '../distribution/sampler.ts'
import { type Layout, ROWS_BYTES, TILE_RUNS } from '../layout.ts'
import { drawUniform } from '../random.ts'
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
  const { nodes, samplers, keys, loads } = group
  const independent = new Float64Array(nodes.length)
  for (let lane = 0; lane < TILE_RUNS; lane++) {
    for (const [member, key] of keys.entries()) independent[member] = normalQuantile(drawUniform(key, run + lane))
    let load = 0
    for (let member = 0; member < nodes.length; member++) {
      let z = 0
      for (let k = 0; k <= member; k++) z += (loads[load++] as number) * (independent[k] as number)
      const sampler = samplers[member]
      const node = nodes[member] as number
      if (sampler !== undefined && node >= 0) words[rowOf(node) + lane] = minutesAt(sampler, normalProbability(z))
    }
  }
}
