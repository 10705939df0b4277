import { Link } from '@tanstack/react-router'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useChangeEmail } from '../api/links.ts'
import { secretOfPage } from '../lib/secret-of-page.ts'
import { Card } from './Card.tsx'
import styles from './SignIn.module.css'

/** Where the link of a mail leads. A press is asked for, since programs look at links in mails as well. */
export function ConfirmEmail() {
  const change = useChangeEmail()
  return (
    <Card title="Your new address">
      {change.isSuccess ? (
        <p role="status">
          From now on you sign in with the new address. <Link to="/">Go on</Link>
        </p>
      ) : (
        <div className={styles.form}>
          <FormError error={change.error} />
          <Button look="primary" isDisabled={change.isPending} onPress={() => change.mutate(secretOfPage())}>
            Use this address
          </Button>
        </div>
      )}
    </Card>
  )
}
