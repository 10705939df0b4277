import { Check, Eye } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import menu from '../../../components/Menu.module.css'
import { isLayer, type Layer, layerNames } from '../gantt/layers.ts'
import { useLayers } from '../hooks/use-layers.ts'
import { text } from '../lib/text.ts'
import styles from './ShowMenu.module.css'

/** Chooses what of the chart is drawn; each choice beside what it looks like. */
export function ShowMenu({ projectId }: { projectId: string }) {
  const [layers, setLayers] = useLayers(projectId)
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" icon={<Eye />}>
        {text('show')}
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end" offset={4}>
        <Menu
          className={menu.menu ?? ''}
          aria-label={text('show.label')}
          selectionMode="multiple"
          selectedKeys={layers}
          onSelectionChange={(keys) => setLayers(new Set(keys === 'all' ? layerNames : [...keys].filter(isLayer)))}
        >
          {layerNames.map((layer) => (
            <MenuItem
              key={layer}
              id={layer}
              className={`${menu.item} ${styles.item}`}
              textValue={text(`layer.${layer}`)}
            >
              <span className={styles.check}>{layers.has(layer) && <Check />}</span>
              <span className={styles.name}>{text(`layer.${layer}`)}</span>
              <Sample layer={layer} />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** A bit of the chart, in its own colours. */
function Sample({ layer }: { layer: Layer }) {
  return (
    <svg className={styles.sample} viewBox="0 0 40 16" aria-hidden="true" data-layer={layer}>
      {samples[layer]}
    </svg>
  )
}

const bar = <rect className={styles.bar} x="2" y="4" width="20" height="8" rx="2" />

const samples = {
  critical: <rect className={styles.critical} x="2" y="4" width="36" height="8" rx="2" />,
  float: (
    <>
      {bar}
      <path className={styles.float} d="M22 8.5H37M37 5v7" />
    </>
  ),
  baseline: (
    <>
      <rect className={styles.bar} x="8" y="2" width="30" height="7" rx="2" />
      <rect className={styles.ghost} x="2" y="11" width="28" height="3.5" rx="1.5" />
    </>
  ),
  deadlines: (
    <>
      <path className={styles.deadline} d="M9 3h8v4l-4 6-4-6z" />
      <path className={styles.missed} d="M25 3h8v4l-4 6-4-6z" />
    </>
  ),
  constraints: (
    <>
      <path className={styles.pin} d="M8 4v9" />
      <path className={styles.pinned} d="M8 1l6 3-6 3zM32 1l-6 3 6 3z" />
      <path className={styles.pin} d="M32 4v9" />
    </>
  ),
  links: <path className={styles.link} d="M2 3h14v10h18M31 10.5l4 2.5-4 2.5" />,
  nonWorking: (
    <>
      <rect className={styles.ground} x="2" y="1" width="36" height="14" />
      <rect className={styles.weekend} x="14" y="1" width="12" height="14" />
    </>
  ),
  status: <path className={styles.status} d="M20 0v3l-8 3 8 3 6 2-6 2v3" />,
} satisfies Record<Layer, React.ReactNode>
