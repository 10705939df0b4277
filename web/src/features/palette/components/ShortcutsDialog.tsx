import { Modal } from '../../../components/Modal.tsx'
import { commands } from '../../../lib/commands.ts'
import { useStore } from '../../../lib/use-store.ts'
import { inGroups } from '../lib/find-commands.ts'
import { text } from '../lib/palette-words.ts'
import { Keys } from './Keys.tsx'
import styles from './ShortcutsDialog.module.css'

/** What keys do on this page: the commands that are registered and have keys, so that it is always true. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const withKeys = useStore(commands).filter(({ keys }) => keys && keys.length > 0)
  return (
    <Modal title={text('shortcuts')} isOpen onClose={onClose}>
      <p className={styles.lead}>{text('shortcutsHelp')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className={styles.groups} tabIndex={0} aria-label={text('shortcuts')}>
        {inGroups(withKeys).map(({ name, commands: of }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {of.map(({ id, name: what, keys = [] }) => (
                <div key={id}>
                  <dt>{what}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
    </Modal>
  )
}
