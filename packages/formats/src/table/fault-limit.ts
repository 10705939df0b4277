import { FormatError } from '../format-error.ts'

/** Nobody looks at more of them one by one; most columns will then be taken for something else than they are. */
const MAXIMUM_FAULTS = 10_000

/** Adds to the faults of a table. Throws FormatError when there are more than anybody can look at. */
export function addFault<Fault extends { readonly line: number; readonly column: number; readonly message: string }>(
  faults: Fault[],
  fault: Fault,
): void {
  if (faults.push(fault) <= MAXIMUM_FAULTS) return
  const many = MAXIMUM_FAULTS.toLocaleString('en')
  throw new FormatError(
    `More than ${many} cells are not understood, so that the columns may be others: ${fault.message}`,
    fault,
  )
}
