const longest = 120

/** A name that every system can save a file under. */
export function fileNameOf(title: string, ending: string): string {
  const plain = title
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
  const cut = [...plain]
    .slice(0, longest)
    .join('')
    .replace(/[. ]+$/, '')
  return `${cut === '' ? 'export' : cut}.${ending}`
}
