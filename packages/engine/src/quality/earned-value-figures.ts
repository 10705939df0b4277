/** What is summed up; whole minor units of currency, or whole minutes of work. */
export interface EarnedValueSums {
  /** Budget at completion. */
  readonly bac: number
  /** Planned value, once BCWS: budgeted cost of the work scheduled up to the status date. */
  readonly pv: number
  /** Earned value, once BCWP: budgeted cost of the work performed. */
  readonly ev: number
  /** Actual cost, once ACWP. */
  readonly ac: number
}

/**
 * `typical`: what is left costs as what is done, BAC / CPI. `atypical`: it costs what was planned,
 * AC + BAC - EV. `cost-and-schedule`: AC + (BAC - EV) / (CPI x SPI).
 */
export type EacFormula = 'typical' | 'atypical' | 'cost-and-schedule'

/** Variances in the unit of the sums, indices as plain ratios; null where they are not defined. */
export interface EarnedValueFigures extends EarnedValueSums {
  /** Schedule variance EV - PV; behind when negative. */
  readonly sv: number
  /** Cost variance EV - AC; dearer than planned when negative. */
  readonly cv: number
  /** Schedule performance index EV / PV; null while nothing was planned. */
  readonly spi: number | null
  /** Cost performance index EV / AC; null while nothing is spent. */
  readonly cpi: number | null
  /** Estimate at completion; null when money is spent and nothing earned. */
  readonly eac: number | null
  /** Estimate to complete EAC - AC. */
  readonly etc: number | null
  /** Variance at completion BAC - EAC. */
  readonly vac: number | null
  /** To-complete performance index (BAC - EV) / (BAC - AC); null when the budget is spent. */
  readonly tcpiToBac: number | null
  /** The same against the estimate: (BAC - EV) / (EAC - AC). */
  readonly tcpiToEac: number | null
}

/**
 * The figures of ANSI/EIA-748 and of PMI's Practice Standard for Earned Value Management. The estimate
 * at completion is rounded to a whole unit; indices are not rounded. While nothing is spent there is
 * no CPI, and while nothing was planned no SPI: the estimate then goes without it.
 */
export function earnedValueFigures(sums: EarnedValueSums, formula: EacFormula): EarnedValueFigures {
  const { bac, pv, ev, ac } = sums
  const spi = ratio(ev, pv)
  const cpi = ratio(ev, ac)
  const eac = estimateAtCompletion(sums, performance(formula, cpi, spi))
  return {
    bac,
    pv,
    ev,
    ac,
    sv: ev - pv,
    cv: ev - ac,
    spi,
    cpi,
    eac,
    etc: eac === null ? null : eac - ac,
    vac: eac === null ? null : bac - eac,
    tcpiToBac: toComplete(bac - ev, bac - ac),
    tcpiToEac: eac === null ? null : toComplete(bac - ev, eac - ac),
  }
}

/** How much is expected to be earned for each unit spent on what is left. */
function performance(formula: EacFormula, cpi: number | null, spi: number | null): number {
  if (formula === 'atypical') return 1
  return formula === 'typical' ? (cpi ?? 1) : (cpi ?? 1) * (spi ?? 1)
}

function estimateAtCompletion({ bac, ev, ac }: EarnedValueSums, performed: number): number | null {
  const left = bac - ev
  if (left === 0) return ac
  return performed > 0 ? Math.round(ac + left / performed) : null
}

function toComplete(left: number, money: number): number | null {
  return money > 0 ? left / money : null
}

function ratio(a: number, b: number): number | null {
  return b === 0 ? null : a / b
}
