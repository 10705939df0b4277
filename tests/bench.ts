type Bench = (args: readonly string[]) => Promise<number>

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  engine: async () => (await import('../packages/engine/bench/engine-bench.ts')).engineBench,
  recompute: async () => (await import('./bench/recompute-bench.ts')).recomputeBench,
  live: async () => (await import('./bench/live-bench.ts')).liveBench,
  mail: async () => (await import('./bench/mail-bench.ts')).mailBench,
  import: async () => (await import('./bench/import-bench.ts')).importBench,
  web: async () => (await import('./bench/web-bench.ts')).webBench,
}

/** `npm run bench -- NAME [options]`; without a name, all there are. */
export async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args
  if (first === undefined || first.startsWith('-')) return runAll(args)
  const load = Object.hasOwn(benches, first) ? benches[first] : undefined
  if (load === undefined) {
    throw new Error(`There is no bench called ${first}; there is ${Object.keys(benches).join(', ')}.`)
  }
  const bench = await load()
  return bench(rest)
}

async function runAll(args: readonly string[]): Promise<number> {
  let worst = 0
  for (const load of Object.values(benches)) {
    const bench = await load()
    worst = Math.max(worst, await bench(args))
  }
  return worst
}
