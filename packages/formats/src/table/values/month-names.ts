/** English, German, French and Spanish; the first letters of each that tell it from the others. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'jän', 'ene'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär', 'mrz', 'mae'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aoû', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'dez', 'déc', 'dic'],
]

/** 1 to 12, or null. */
export function monthNamed(name: string): number | null {
  const lower = name.toLowerCase()
  const index = MONTHS.findIndex((starts) => starts.some((start) => lower.startsWith(start)))
  return index === -1 ? null : index + 1
}
