import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'

/** What a command says and asks. */
export interface Terminal {
  /** A line of the answer. */
  say(line: string): void
  /** A line beside it, on standard error. */
  note(line: string): void
  /** Writes over the line before, where that can be. */
  progress(line: string): void
  ask(question: string, options?: { hidden?: boolean }): Promise<string>
}

export function openTerminal(): Terminal {
  const isShown = process.stderr.isTTY === true
  const questions = openQuestions()
  let last = ''
  const finishLine = () => {
    if (isShown && last) process.stderr.write('\n')
    last = ''
  }
  return {
    say(line) {
      finishLine()
      process.stdout.write(`${line}\n`)
    },
    note(line) {
      finishLine()
      process.stderr.write(`${line}\n`)
    },
    progress(line) {
      if (line === last) return
      process.stderr.write(isShown ? `\r\u001b[2K${line}` : `${line}\n`)
      last = line
    },
    ask(question, options) {
      finishLine()
      return questions.ask(question, options?.hidden ?? false)
    },
  }
}

/** Lines of standard input in turn: opened once, since what is piped in comes all together. */
function openQuestions() {
  let isMuted = false
  let lines: { reader: Interface; each: AsyncIterator<string> } | undefined
  const output = new Writable({
    write(piece, _encoding, done) {
      if (!isMuted) process.stderr.write(piece)
      done()
    },
  })
  function open() {
    const reader = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true })
    return { reader, each: reader[Symbol.asyncIterator]() }
  }
  return {
    async ask(question: string, isHidden: boolean): Promise<string> {
      process.stderr.write(question)
      lines ??= open()
      lines.reader.resume()
      isMuted = isHidden
      const { value, done } = await lines.each.next()
      isMuted = false
      if (isHidden) process.stderr.write('\n')
      // Else standard input would keep the process from ending.
      lines.reader.pause()
      return done ? '' : value
    },
  }
}
