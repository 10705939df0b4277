// Property tests draw the same cases every time, so that a change is judged by itself; the long checks draw others.
import fc from 'fast-check'

const chosen = process.env.PROPERTY_SEED
fc.configureGlobal({
  seed: chosen === 'random' ? Math.floor(Math.random() * 0x7fffffff) : Number(chosen ?? 20_261_121),
})
