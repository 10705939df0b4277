import { Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { partsOfKeys, useCommandKeys, useCommands } from '../../../lib/commands.ts'
import { text } from '../lib/palette-words.ts'
import styles from './Palette.module.css'

const CommandPalette = lazy(() => import('./CommandPalette.tsx').then((m) => ({ default: m.CommandPalette })))
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog.tsx').then((m) => ({ default: m.ShortcutsDialog })))

const paletteKeys = 'Mod+K'

/** The way to everything from any page: a button, and keys that do what is registered. */
export function Palette({ onGo }: { onGo: (path: string) => void }) {
  const [shown, setShown] = useState<'palette' | 'shortcuts' | null>(null)
  const close = () => setShown(null)
  useCommandKeys()
  const group = text('group')
  useCommands([
    {
      id: 'palette.open',
      group,
      name: text('open'),
      keys: [paletteKeys],
      isEverywhere: true,
      run: () => setShown((now) => (now === 'palette' ? null : 'palette')),
    },
    {
      id: 'palette.shortcuts',
      group,
      name: text('shortcuts'),
      words: 'help keys hotkeys',
      keys: ['?', 'Mod+/'],
      run: () => setShown('shortcuts'),
    },
  ])
  return (
    <>
      <span className={styles.open}>
        <Button look="plain" size="small" aria-label={text('open')} onPress={() => setShown('palette')}>
          <Search aria-hidden />
          <span className={styles.words}>{text('openShort')}</span>
          <kbd className={styles.words}>{partsOfKeys(paletteKeys).join('+')}</kbd>
        </Button>
      </span>
      <Suspense fallback={null}>
        {shown === 'palette' && <CommandPalette onClose={close} onGo={onGo} />}
        {shown === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </>
  )
}
