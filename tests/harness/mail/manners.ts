/**
 * How a mail server of the tests behaves, once or always:
 *
 * - `accept`: takes what comes
 * - `greylist`: the first time it says to try later
 * - `unknown`: nobody has the address
 * - `slow`: the first time it says nothing to a recipient
 * - `cut-in-data`: the first time it goes away when it has said that the mail may come
 * - `cut-before-250`: the first time it goes away with the whole mail, and says nothing to it
 * - `small`: takes no mail of more than a few bytes
 *
 * None of them speaks TLS.
 */
export const manners = [
  ...(['accept', 'greylist', 'unknown', 'slow', 'cut-in-data', 'cut-before-250', 'small'] as const),
] as const
export type Manner = (typeof manners)[number]

/** Fewer than any mail has. */
export const smallSize = 300

export interface TakenMail {
  manner: Manner
  /** Of the envelope, as is `to`. */
  from: string
  to: string[]
  source: string
}

/** One implementation, with a server for each manner. */
export interface MailServers {
  port(manner: Manner): number
  /** The whole mails that one of them got, whatever it said. */
  taken(manner: Manner): readonly TakenMail[]
  close(): Promise<void>
}
