import { oneLine } from '@throughline/contract'

export interface ConversationLine {
  by: 'us' | 'server'
  line: string
}

const mostLines = 60
const longestLine = 300
const secret = '…'

/**
 * What was said to a mail server and by it, for people to read: without what signs in. Of `AUTH` the mechanism is left, of
 * our answers to a challenge (334) nothing; and what a server repeats of the password, plain or encoded, is taken out.
 */
export class Conversation {
  readonly lines: ConversationLine[] = []
  readonly #secrets: readonly string[]
  #isChallenged = false

  constructor({ username, password }: { username: string | null; password: string | null }) {
    this.#secrets = [password, username && password ? `\0${username}\0${password}` : null]
      .filter((text) => text !== null && text !== '')
      .flatMap((text) => [text, Buffer.from(text ?? '').toString('base64')])
      .filter((text) => text !== null)
  }

  readonly hear = (by: 'us' | 'server', text: string): void => {
    for (const line of text.split(/\r?\n/)) {
      if (this.lines.length < mostLines) this.lines.push({ by, line: this.#told(by, line) })
      this.#isChallenged = by === 'server' && /^334\b/.test(line)
    }
  }

  #told(by: 'us' | 'server', line: string): string {
    if (by === 'us' && this.#isChallenged) return secret
    const auth = by === 'us' ? /^AUTH\s+(\S+)(\s)?/i.exec(line) : null
    if (auth) return auth[2] === undefined ? `AUTH ${auth[1]}` : `AUTH ${auth[1]} ${secret}`
    let told = line
    for (const each of this.#secrets) told = told.replaceAll(each, secret)
    return oneLine(told, longestLine)
  }
}
