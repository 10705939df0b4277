import { CircleAlert, Info, X } from 'lucide-react'
import { closeToast, toasts } from '../lib/toasts.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from './Button.tsx'
import styles from './Toasts.module.css'

export function Toasts() {
  const shown = useStore(toasts)
  return (
    <section className={styles.region} aria-label="Messages">
      {shown.map(({ id, tone, title, detail }) => (
        <div key={id} className={`${styles.toast} ${styles[tone]}`} role={tone === 'error' ? 'alert' : 'status'}>
          {tone === 'error' ? <CircleAlert /> : <Info />}
          <div>
            <strong>{title}</strong>
            {detail && <p>{detail}</p>}
          </div>
          <Button look="quiet" size="small" aria-label="Dismiss" icon={<X />} onPress={() => closeToast(id)} />
        </div>
      ))}
    </section>
  )
}
