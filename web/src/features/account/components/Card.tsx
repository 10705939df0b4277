import type { ReactNode } from 'react'
import { Logo } from '../../../components/Logo.tsx'
import styles from './SignIn.module.css'

interface CardProps {
  title: string
  children: ReactNode
}

/** A page of somebody who is not signed in. */
export function Card({ title, children }: CardProps) {
  return (
    <main className={styles.page}>
      <title>{`${title} · Throughline`}</title>
      <div className={styles.card}>
        <Logo />
        <h1>{title}</h1>
        {children}
      </div>
      <p className={styles.foot}>Plans that are durable, explained and live.</p>
    </main>
  )
}
