import { Banner } from '../../../components/Banner.tsx'
import { formatAgo } from '../../../lib/dates.ts'
import { text } from '../lib/text.ts'

interface KeptPlanBannerProps {
  /** Milliseconds since 1970. */
  keptAt: number
}

/** Without the service a plan is shown as it was kept: never as if it were fresh. */
export function KeptPlanBanner({ keptAt }: KeptPlanBannerProps) {
  return <Banner tone="warning">{text('copyOf', { ago: formatAgo(new Date(keptAt).toISOString()) })}</Banner>
}
