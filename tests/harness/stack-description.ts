/** Addresses of the real PostgreSQL, PgBouncer, Temporal and mail inbox that tests use; plain data, so that it can be handed on. */
export interface TestStack {
  /** Through PgBouncer, as `throughline_app`. */
  databaseUrl: string
  /** Past PgBouncer, as `throughline_app`: for LISTEN. */
  databaseDirectUrl: string
  ownerUrl: string
  superuserUrl: string
  temporalAddress: string
  temporalUiUrl: string
  smtpPort: number
  mailWebUrl: string
  /** What services of this stack are told. */
  env: Record<string, string>
}
