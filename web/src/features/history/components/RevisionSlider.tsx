import { useState } from 'react'
import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import styles from './RevisionSlider.module.css'

interface RevisionSliderProps {
  revision: number
  head: number
  onChoose: (revision: number) => void
}

/** Goes through the revisions one by one; the plan follows when the thumb is let go. */
export function RevisionSlider({ revision, head, onChoose }: RevisionSliderProps) {
  const [dragged, setDragged] = useState<number | null>(null)
  const value = dragged ?? revision
  return (
    <Slider
      className={styles.slider ?? ''}
      value={value}
      minValue={0}
      maxValue={Math.max(1, head)}
      onChange={setDragged}
      onChangeEnd={(chosen) => {
        setDragged(null)
        onChoose(chosen)
      }}
    >
      <Label>
        Revision {value} of {head}
      </Label>
      <SliderTrack className={styles.track ?? ''}>
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
    </Slider>
  )
}
