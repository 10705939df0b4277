import { useQuery } from '@tanstack/react-query'
import type { ChainStep, DateField, Why } from '@throughline/contract'
import { ChartGantt, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Heading, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import toggle from '../../../components/ToggleGroup.module.css'
import { formatWallTime } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { usePlanRefresh } from '../../../lib/use-plan-refresh.ts'
import { asSentence } from '../../../lib/words.ts'
import { whyQuery } from '../api/why.ts'
import { WhyChain } from './WhyChain.tsx'
import { WhyMove } from './WhyMove.tsx'
import styles from './WhyPanel.module.css'

interface WhyPanelProps {
  taskId: string
  field: DateField
  onField: (field: DateField) => void
  onClose: () => void
  onTask: (id: string) => void
  onShow: (steps: readonly ChainStep[]) => void
  onChain: (steps: readonly ChainStep[] | null) => void
}

/** Why a date is what it is: the sentence, what moved it last, and what drives it now. */
export function WhyPanel(props: WhyPanelProps) {
  const { taskId, field, onField, onClose, onChain } = props
  const panel = useRef<HTMLElement>(null)
  const { data, error } = useQuery(whyQuery(taskId, field))
  usePlanRefresh(['why'])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another date asked for takes the focus again
  useEffect(() => panel.current?.focus({ preventScroll: true }), [taskId, field])
  useEffect(() => onChain(data?.chain ?? null), [data, onChain])
  useEffect(() => () => onChain(null), [onChain])

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }

  return (
    <section ref={panel} className={styles.panel} aria-label={`Why this ${field}?`} tabIndex={-1} onKeyDown={press}>
      <div className={styles.head}>
        <Heading level={2}>{data?.taskName ?? 'Why?'}</Heading>
        <IconButton label="Close" keys="Esc" icon={<X />} onPress={onClose} />
      </div>
      <ToggleButtonGroup
        className={`${toggle.group} ${styles.fields}`}
        aria-label="Date"
        disallowEmptySelection
        selectedKeys={[field]}
        onSelectionChange={([key]) => onField(key === 'start' ? 'start' : 'finish')}
      >
        <ToggleButton id="start" className={toggle.choice ?? ''}>
          Start
        </ToggleButton>
        <ToggleButton id="finish" className={toggle.choice ?? ''}>
          Finish
        </ToggleButton>
      </ToggleButtonGroup>
      {error && <p role="alert">{explain(error)}</p>}
      {!data && !error && <Skeleton label="Asking why" lines={6} />}
      {data && <Answer {...props} why={data} />}
    </section>
  )
}

interface AnswerProps extends WhyPanelProps {
  why: Why
}

function Answer({ why, onTask, onShow }: AnswerProps) {
  return (
    <>
      <p className={styles.value}>{formatWallTime(why.value)}</p>
      <p className={styles.sentence} role="status">
        {asSentence(why.sentence)}
      </p>
      {why.move && <WhyMove why={why} move={why.move} onTask={onTask} />}
      {why.chain.length > 0 && (
        <>
          <h3>What drives it now</h3>
          <WhyChain label="What drives it now" steps={why.chain} onTask={onTask} />
          <Button size="small" icon={<ChartGantt />} onPress={() => onShow(why.chain)}>
            Show on the chart
          </Button>
        </>
      )}
    </>
  )
}
