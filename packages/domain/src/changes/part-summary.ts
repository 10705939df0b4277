const longestSummary = 500
const part = /, part \d+ of \d+$/

/** The words of one of several change sets of an act: “Imported plan.csv, part 2 of 28”. */
export function partSummary(whole: string, index: number, count: number): string {
  const which = count > 1 ? `, part ${index + 1} of ${count}` : ''
  return `${whole.slice(0, longestSummary - which.length).toWellFormed()}${which}`
}

/** The words of the act that a change set is part of. */
export const wholeSummary = (summary: string): string => summary.replace(part, '')
