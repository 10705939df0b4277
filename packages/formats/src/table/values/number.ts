/** "1234.5", "1.234,50", "1,234.50", "1 234,5", "-3", "1e6", with a sign of currency or not; null for anything else. */
export function parseNumber(text: string): number | null {
  const bare = text
    .trim()
    .replace(/^(-?)\s*(?:[\p{Sc}]|[A-Z]{3}(?=[\s\d-]))\s*/u, '$1')
    .replace(/\s*(?:[\p{Sc}]|[A-Z]{3})$/u, '')
    .replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/gu, '')
  const plain = withPoint(bare)
  return plain === null || !Number.isFinite(Number(plain)) ? null : Number(plain)
}

function withPoint(text: string): string | null {
  if (/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return text
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) return text.replaceAll(',', '')
  if (/^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(text)) return text.replaceAll('.', '').replace(',', '.')
  return /^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : null
}

/** "40", "40%" or, where the column holds parts of one, "0.4" as percent; null for anything else. */
export function parsePercent(text: string, arePartsOfOne: boolean): number | null {
  const [, number, sign] = /^(.*?)\s*(%?)$/s.exec(text.trim()) ?? []
  const value = parseNumber(number ?? '')
  if (value === null) return null
  return sign === '' && arePartsOfOne ? Number((value * 100).toPrecision(12)) : value
}

const YES = /^(1|y|yes|true|on|x|✓|✔|j|ja|oui|o|vrai|s|s[ií]|verdadero|wahr)$/i
const NO = /^(0|n|no|false|off|nein|falsch|non|faux|falso|[-–—])$/i

export function parseFlag(text: string): boolean | null {
  const trimmed = text.trim()
  if (YES.test(trimmed)) return true
  return NO.test(trimmed) ? false : null
}
