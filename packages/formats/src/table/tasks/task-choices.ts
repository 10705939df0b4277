import type { ConstraintKind, EffortType } from '../../plan-document.ts'

/** The first word of each is the one that is written. */
export const CONSTRAINT_CHOICES = {
  asSoonAsPossible: [
    'As soon as possible',
    'ASAP',
    'So früh wie möglich',
    'Dès que possible',
    'Le plus tôt possible',
    'Lo antes posible',
  ],
  asLateAsPossible: [
    'As late as possible',
    'ALAP',
    'So spät wie möglich',
    'Le plus tard possible',
    'Lo más tarde posible',
  ],
  startNoEarlierThan: [
    ...['Start no earlier than', 'SNET', 'Start on or after', 'Anfang nicht früher als'],
    ...['Début au plus tôt le', 'No comenzar antes del', 'No comenzar antes de'],
  ],
  startNoLaterThan: [
    ...['Start no later than', 'SNLT', 'Start on or before', 'Anfang nicht später als'],
    ...['Début au plus tard le', 'No comenzar después del', 'No comenzar después de'],
  ],
  finishNoEarlierThan: [
    ...['Finish no earlier than', 'FNET', 'Finish on or after', 'Ende nicht früher als'],
    ...['Fin au plus tôt le', 'No finalizar antes del', 'No finalizar antes de'],
  ],
  finishNoLaterThan: [
    ...['Finish no later than', 'FNLT', 'Finish on or before', 'Ende nicht später als'],
    ...['Fin au plus tard le', 'No finalizar después del', 'No finalizar después de'],
  ],
  mustStartOn: ['Must start on', 'MSO', 'Start on', 'Muss anfangen am', 'Doit commencer le', 'Debe comenzar el'],
  mustFinishOn: ['Must finish on', 'MFO', 'Finish on', 'Muss enden am', 'Doit finir le', 'Debe finalizar el'],
} as const satisfies Readonly<Record<ConstraintKind, readonly string[]>>

export const EFFORT_CHOICES = {
  fixedUnits: ['Fixed units', 'Feste Einheiten', 'Capacité fixe', 'Unidades fijas'],
  fixedDuration: ['Fixed duration', 'Feste Dauer', 'Durée fixe', 'Duración fija'],
  fixedWork: ['Fixed work', 'Feste Arbeit', 'Travail fixe', 'Trabajo fijo'],
} as const satisfies Readonly<Record<EffortType, readonly string[]>>

const YES = ['yes', 'true', '1', 'y', 'x', 'ja', 'wahr', 'oui', 'vrai', 'sí', 'verdadero']
const NO = ['no', 'false', '0', 'n', 'nein', 'falsch', 'non', 'faux', 'falso']

/** `start` and `finish`: also where in working time it lies. */
export const MILESTONE_CHOICES = {
  yes: ['Yes', ...YES, 'milestone', 'Meilenstein', 'jalon', 'hito'],
  no: ['No', ...NO, 'task'],
  start: ['Start', 'start milestone'],
  finish: ['Finish', 'finish milestone'],
} as const

export const MODE_CHOICES = {
  auto: [
    ...['Auto', 'automatic', 'auto scheduled', 'automatically scheduled', 'automatisch', 'automatisch geplant', ...NO],
    ...['automatique', 'planifiée automatiquement', 'automática', 'programada automáticamente'],
  ],
  manual: [
    ...['Manual', 'manually scheduled', 'manuell', 'manuell geplant', ...YES],
    ...['manuel', 'manuelle', 'planifiée manuellement', 'programada manualmente'],
  ],
} as const

export const PRIORITY_WORDS: Readonly<Record<string, number>> = {
  'do not level': 1000,
  highest: 900,
  'very high': 800,
  higher: 700,
  high: 600,
  hoch: 600,
  medium: 500,
  normal: 500,
  mittel: 500,
  low: 400,
  niedrig: 400,
  lower: 300,
  'very low': 200,
  lowest: 100,
}
