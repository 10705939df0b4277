import type { ComponentProps } from 'react'
import ReactMarkdown, { type Components, type Options } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { remarkMentions, safeLink } from '../lib/remark-mentions.ts'
import styles from './Markdown.module.css'
import type { MarkdownProps } from './Markdown.tsx'

const plugins: Options['remarkPlugins'] = [remarkGfm, remarkMentions]

const person = /^person:/i

/** Headings of a text are no headings of the page. */
const Strong = ({ children }: ComponentProps<'h1'>) => <p className={styles.heading}>{children}</p>

const components: Components = {
  h1: Strong,
  h2: Strong,
  h3: Strong,
  h4: Strong,
  h5: Strong,
  h6: Strong,
  // An image would tell its server who reads: it is a link until somebody follows it.
  img: ({ src, alt }) => <Link href={typeof src === 'string' ? src : ''}>{alt || 'image'}</Link>,
}

function Link({ href = '', children }: ComponentProps<'a'>) {
  if (!safeLink.test(href)) return <>{children}</>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** The part of {@link Markdown} that has the parser. */
export function MarkdownText({ text, mentions = [] }: MarkdownProps) {
  return (
    <ReactMarkdown
      remarkPlugins={plugins}
      urlTransform={(url) => (safeLink.test(url) || person.test(url) ? url : '')}
      components={{
        ...components,
        a: ({ href = '', children }) => {
          if (!person.test(href)) return <Link href={href}>{children}</Link>
          const isTold = mentions.includes(href.slice('person:'.length).toLowerCase())
          return <span className={isTold ? styles.mention : undefined}>@{children}</span>
        },
      }}
    >
      {text}
    </ReactMarkdown>
  )
}
