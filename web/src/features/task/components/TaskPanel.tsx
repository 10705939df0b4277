import { mayInProject } from '@throughline/contract'
import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { IconButton } from '../../../components/IconButton.tsx'
import { type TaskPanelProps, type TaskTab, taskTabs } from '../../../lib/task-panel.ts'
import { text } from '../lib/text.ts'
import { Comments } from './Comments.tsx'
import { Details } from './Details.tsx'
import { TaskHistory } from './TaskHistory.tsx'
import styles from './TaskPanel.module.css'
import { TaskTitle } from './TaskTitle.tsx'
import { WatchButton } from './WatchButton.tsx'

/** All that is known of one task, beside the schedule: details, what was said of it, and what became of it. */
export function TaskPanel(props: TaskPanelProps) {
  const { plan, task, tab, asked, numberOf, onTab, onClose } = props
  const panel = useRef<HTMLElement>(null)
  const commentCount = plan.comments.filter(({ taskId }) => taskId === task.id).length
  const names: Record<TaskTab, string> = {
    details: text('tabDetails'),
    comments: commentCount > 0 ? `${text('tabComments')} ${commentCount}` : text('tabComments'),
    history: text('tabHistory'),
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever asks for it gets the focus there
  useEffect(() => panel.current?.focus({ preventScroll: true }), [asked])

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    onClose()
  }

  return (
    <section ref={panel} className={styles.panel} aria-label={text('panel')} tabIndex={-1} onKeyDown={press}>
      <header className={styles.head}>
        <p className={styles.place}>
          <span>{text('row', { number: numberOf(task.id) ?? 0 })}</span>
          {task.isSummary && <span>{text('summaryTask')}</span>}
          {task.kind === 'milestone' && !task.isSummary && <span>{text('milestone')}</span>}
          {task.isCritical && <span className={styles.critical}>{text('critical')}</span>}
        </p>
        <WatchButton key={task.id} taskId={task.id} />
        <IconButton label={text('close')} keys="Esc" icon={<X />} onPress={onClose} />
        <TaskTitle key={task.id} {...props} mayChange={mayInProject(plan.project, 'plan.change')} />
      </header>
      <Tabs
        className={styles.tabs ?? ''}
        selectedKey={tab}
        onSelectionChange={(key) => {
          const chosen = taskTabs.find((each) => each === key)
          if (chosen && chosen !== tab) onTab(chosen)
        }}
      >
        <TabList className={styles.tabList ?? ''} aria-label={text('tabs')}>
          {taskTabs.map((each) => (
            <Tab key={each} id={each} className={styles.tab ?? ''}>
              {names[each]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="details" className={styles.content ?? ''}>
          <Details key={task.id} {...props} />
        </TabPanel>
        <TabPanel id="comments" className={styles.content ?? ''}>
          <Comments plan={plan} task={task} shownId={props.shownCommentId} />
        </TabPanel>
        <TabPanel id="history" className={styles.content ?? ''}>
          <TaskHistory key={task.id} plan={plan} task={task} />
        </TabPanel>
      </Tabs>
    </section>
  )
}
