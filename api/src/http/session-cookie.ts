import { createHostCookie } from './host-cookie.ts'

/** Has the secret of a session. */
export const sessionCookie = createHostCookie('throughline_session')
