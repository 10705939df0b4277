import { Link2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { linkOf } from '../lib/fetching.ts'
import styles from './FileChoice.module.css'

/** Takes a link in place of a file. */
export function LinkChoice({ onChoose }: { onChoose: (url: URL) => void }) {
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)

  function change(value: string): void {
    setText(value)
    setWrong(false)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    const url = linkOf(text)
    setWrong(url === null)
    if (url) onChoose(url)
  }

  return (
    <Form className={styles.link ?? ''} onSubmit={submit}>
      <Field
        label="From a link"
        hint="The service fetches the file. The link has to lead to the file itself, and to be open without signing in."
        placeholder="https://"
        value={text}
        onChange={change}
        maxLength={2_000}
        {...(isWrong ? { error: 'Give an address that begins with https:// or http://' } : {})}
      />
      <Button type="submit" isDisabled={text.trim() === ''}>
        Use the link
      </Button>
    </Form>
  )
}

/** Of the address no more than where it leads: the rest may be a secret, and somebody may look on. */
export function ChosenLink({ url, onForget }: { url: URL; onForget: (() => void) | undefined }) {
  return (
    <div className={styles.chosen}>
      <Link2 />
      <div>
        <strong>A file from a link</strong>
        <span>{url.origin}</span>
      </div>
      {onForget && (
        <Button size="small" onPress={onForget}>
          Another file
        </Button>
      )}
    </div>
  )
}
