import type { Page } from 'playwright-core'
import { composeMail } from '../../email-service/src/compose-mail.tsx'
import { type ExampleMail, exampleMails, place } from '../../email-service/test-support/mails.ts'

/** As the mails are shown: on a phone, and in a window. */
export const mailWidths = [390, 800] as const

/** A mail of each kind, and of what is hard to show, as mail programs get them. */
export async function composeExamples(): Promise<{ name: string; html: string; text: string }[]> {
  return Promise.all(exampleMails.map(compose))
}

async function compose({ name, notification, carried }: ExampleMail) {
  const mail = await composeMail(notification, place, carried)
  if (!mail) throw new Error(`there is no mail ${name}`)
  return { name, html: mail.html, text: `Subject: ${mail.subject}\n\n${mail.text}\n` }
}

export async function showMail(page: Page, html: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 320 })
  await page.setContent(html)
}
