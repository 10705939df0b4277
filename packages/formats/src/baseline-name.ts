/** What a baseline is called in formats that do not name it: "Baseline", "Baseline 1" … "Baseline 10". */
export const baselineName = (number: number): string => (number === 0 ? 'Baseline' : `Baseline ${number}`)
