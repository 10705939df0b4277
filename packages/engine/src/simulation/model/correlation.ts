// Correlated draws by a Gaussian copula: normal variables with the wanted correlation are turned
// into probabilities, and those into minutes. A rank correlation s asks for the coefficient
// 2 sin(pi s / 6) of the normal variables (K. Pearson 1907; Iman and Conover 1982 for the practice).
import { InvalidSimulationError } from '../../errors.ts'
import type { Correlation } from '../types.ts'

/**
 * Tasks whose draws depend on each other; `loads` is the lower triangle, by rows, of the root of the
 * matrix of their normal variables. Where all have one coefficient, which is not negative, one common
 * factor does instead, and `common` is that coefficient.
 */
export interface CorrelatedGroup {
  readonly taskIds: readonly string[]
  readonly loads: Float64Array
  readonly common: number | null
}

const MOST_TASKS = 1000
const SINGULAR = 1e-9

/**
 * Groups that have nothing to do with each other. Throws InvalidSimulationError when coefficients
 * contradict each other, so that no variables could have them.
 */
export function correlatedGroups(
  correlations: readonly Correlation[],
  hasEstimate: (id: string) => boolean,
): CorrelatedGroup[] {
  const coefficients = pairwise(correlations, hasEstimate)
  const groups: CorrelatedGroup[] = []
  const seen = new Set<string>()
  for (const first of coefficients.keys()) {
    if (seen.has(first)) continue
    const taskIds = [first]
    seen.add(first)
    for (const id of taskIds) {
      for (const other of (coefficients.get(id) as Map<string, number>).keys()) {
        if (!seen.has(other)) taskIds.push(other)
        seen.add(other)
      }
    }
    taskIds.sort()
    const common = commonCoefficient(correlations, taskIds)
    const loads = common === null ? rootOf(taskIds, coefficients) : new Float64Array(0)
    groups.push({ taskIds, loads, common })
  }
  return groups
}

function commonCoefficient(correlations: readonly Correlation[], taskIds: readonly string[]): number | null {
  const members = new Set(taskIds)
  const [only, ...others] = correlations.filter(({ taskIds: ids }) => ids.some((id) => members.has(id)))
  return only !== undefined && others.length === 0 && only.coefficient >= 0 ? normalCoefficient(only.coefficient) : null
}

type Coefficients = Map<string, Map<string, number>>

function pairwise(correlations: readonly Correlation[], hasEstimate: (id: string) => boolean): Coefficients {
  const coefficients: Coefficients = new Map()
  for (const { taskIds, coefficient } of correlations) {
    if (new Set(taskIds).size < Math.max(2, taskIds.length)) {
      throw new InvalidSimulationError('correlation', taskIds, 'it takes two or more different tasks')
    }
    if (!(coefficient >= -1 && coefficient <= 1)) {
      throw new InvalidSimulationError('correlation', taskIds, `${coefficient} does not lie between -1 and 1`)
    }
    const odd = taskIds.find((id) => !hasEstimate(id))
    if (odd !== undefined) throw new InvalidSimulationError('correlation', [odd], 'the task has no estimate')
    for (const a of taskIds) for (const b of taskIds) if (a !== b) setCoefficient(coefficients, a, b, coefficient)
  }
  return coefficients
}

function setCoefficient(coefficients: Coefficients, a: string, b: string, coefficient: number): void {
  let row = coefficients.get(a)
  if (row === undefined) {
    row = new Map()
    coefficients.set(a, row)
  }
  const known = row.get(b)
  if (known !== undefined && known !== coefficient) {
    throw new InvalidSimulationError('correlation', [a, b], `has both ${known} and ${coefficient}`)
  }
  row.set(b, coefficient)
}

/** Cholesky's decomposition, which may meet a singular matrix (a coefficient of 1) but no indefinite one. */
function rootOf(taskIds: readonly string[], coefficients: Coefficients): Float64Array {
  const size = taskIds.length
  if (size > MOST_TASKS) {
    throw new InvalidSimulationError('limit', taskIds.slice(0, 3), `more than ${MOST_TASKS} tasks hang together`)
  }
  const root = new Float64Array((size * (size + 1)) / 2)
  for (let row = 0; row < size; row++) {
    const start = (row * (row + 1)) / 2
    const known = coefficients.get(taskIds[row] as string) as Map<string, number>
    for (let column = 0; column <= row; column++) {
      const other = (column * (column + 1)) / 2
      let rest = row === column ? 1 : normalCoefficient(known.get(taskIds[column] as string) ?? 0)
      for (let k = 0; k < column; k++) rest -= (root[start + k] as number) * (root[other + k] as number)
      const pivot = root[other + column] as number
      const isPossible = row === column ? rest >= -SINGULAR : pivot > 0 || Math.abs(rest) < Math.sqrt(SINGULAR)
      if (!isPossible) {
        throw new InvalidSimulationError(
          'correlation',
          taskIds.slice(0, row + 1),
          'no numbers have all these coefficients',
        )
      }
      if (row === column) root[start + column] = rest < SINGULAR ? 0 : Math.sqrt(rest)
      else root[start + column] = pivot > 0 ? rest / pivot : 0
    }
  }
  return root
}

function normalCoefficient(rankCoefficient: number): number {
  if (Math.abs(rankCoefficient) === 1) return rankCoefficient
  return 2 * Math.sin((Math.PI * rankCoefficient) / 6)
}
