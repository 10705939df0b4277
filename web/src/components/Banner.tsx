import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'

interface BannerProps {
  tone: 'warning' | 'danger'
  children: ReactNode
}

export function Banner({ tone, children }: BannerProps) {
  return (
    <div className={`${styles.banner} ${styles[tone]}`} role={tone === 'danger' ? 'alert' : 'status'}>
      {tone === 'danger' ? <CircleAlert /> : <Info />}
      <div>{children}</div>
    </div>
  )
}
