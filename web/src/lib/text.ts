import { IntlMessageFormat } from 'intl-messageformat'

/**
 * Words of the screen, in files: each feature has `messages/en.json`, ICU messages by key, and other languages beside it.
 * English comes with the feature that shows it; the files of another language are fetched before the page is drawn. See
 * decision 50.
 */
export type Values = Readonly<Record<string, string | number | Date>>
type Messages = Readonly<Record<string, string>>

export type Text<Key extends string> = (key: Key, values?: Values) => string

interface Language {
  readonly locale: string
  /** By folder of the feature, then by key. */
  readonly messages: Readonly<Record<string, Messages>>
}

let language: Language = { locale: 'en', messages: {} }

/** Every word that is asked for from now on is of this language, English where it lacks one. */
export function setLanguage(chosen: Language): void {
  language = chosen
}

/** What says the messages of a feature: `const text = textOf('inbox', en)`, then `text('unread', { count })`. */
export function textOf<Key extends string>(feature: string, english: Readonly<Record<Key, string>>): Text<Key> {
  const formats = new Map<Key, IntlMessageFormat>()
  let of = language
  return (key, values) => {
    if (of !== language) {
      formats.clear()
      of = language
    }
    const message = language.messages[feature]?.[key] ?? english[key]
    if (!message.includes('{') && !message.includes("'")) return message
    let format = formats.get(key)
    if (!format) {
      format = new IntlMessageFormat(message, language.locale)
      formats.set(key, format)
    }
    return String(format.format(values))
  }
}
