import styles from './Logo.module.css'

export function Logo() {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M7 10h9" />
        <path d="M12 16h11" />
        <path d="M18 22h7" />
      </svg>
      Throughline
    </span>
  )
}
