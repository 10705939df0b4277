// What the columns of a table of tasks can be: called as they are written, and
// with the names that other programs give them in English, German, French and Spanish.
import type { FieldOf, TableDefinition, ValuesOf } from '../definition.ts'
import {
  looksLikeDuration,
  looksLikeName,
  looksLikePercent,
  looksLikePredecessors,
  looksLikeWbs,
} from '../looks-like.ts'
import { CONSTRAINT_CHOICES, EFFORT_CHOICES, MILESTONE_CHOICES, MODE_CHOICES, PRIORITY_WORDS } from './task-choices.ts'
import { reconsiderTaskColumns } from './task-columns.ts'

const DAY_START = '08:00'
const DAY_END = '17:00'

export const TASK_TABLE = {
  takesCustomFields: true,
  computed: [
    ...['finish', 'finish date', 'end', 'end date', 'successors', 'total float', 'free slack', 'free float'],
    ...['Ende', 'Endtermin', 'Fertig stellen', 'Nachfolger', 'fin', 'date de fin', 'successeurs', 'sucesoras'],
  ],
  reconsider: reconsiderTaskColumns,
  fields: {
    id: {
      label: 'ID',
      type: 'text',
      aliases: [
        'task id',
        'uid',
        'unique id',
        'no',
        'nr',
        'n',
        'num',
        'number',
        'key',
        'Vorgangsnr',
        'Nummer',
        'numéro',
        'número',
      ],
      shownBy: isCounted,
    },
    guid: { label: 'GUID', type: 'text', aliases: ['uuid'] },
    wbs: {
      label: 'WBS code',
      type: 'text',
      aliases: ['wbs', 'PSP', 'PSP-Code', 'Projektstrukturplancode', 'code WBS', 'EDT', 'código EDT'],
    },
    outlineNumber: {
      label: 'Outline number',
      type: 'text',
      aliases: ['Gliederungsnummer', 'numéro hiérarchique', 'n° hiérarchique', 'número de esquema'],
      shownBy: (values) => values.every(looksLikeWbs),
    },
    level: {
      label: 'Outline level',
      type: 'text',
      aliases: [
        'level',
        'indent',
        'Gliederungsebene',
        'Ebene',
        'niveau',
        'niveau hiérarchique',
        'nivel',
        'nivel de esquema',
      ],
    },
    parent: {
      label: 'Parent ID',
      type: 'text',
      aliases: ['parent', 'parent task', 'Übergeordnet', 'Elternvorgang', 'tâche parente', 'tarea padre'],
    },
    name: {
      label: 'Name',
      type: 'raw',
      isRequired: true,
      aliases: [
        ...['task name', 'task', 'title', 'activity', 'activity name', 'subject'],
        ...['Vorgangsname', 'Vorgang', 'Aufgabe', 'Aufgabenname', 'Bezeichnung', 'Titel', 'Arbeitspaket'],
        ...['nom', 'nom de la tâche', 'tâche', 'titre', 'activité'],
        ...['nombre', 'nombre de tarea', 'nombre de la tarea', 'tarea', 'título', 'actividad'],
      ],
      shownBy: (values) => values.some(looksLikeName) && values.every((value) => !looksLikeDuration(value)),
    },
    milestone: {
      label: 'Milestone',
      type: 'choice',
      choices: MILESTONE_CHOICES,
      aliases: ['is milestone', 'Meilenstein', 'jalon', 'hito'],
    },
    duration: {
      label: 'Duration',
      type: 'duration',
      aliases: [
        ...[
          'dur',
          'days',
          'duration days',
          'duration hours',
          'hours',
          'effort',
          'original duration',
          'planned duration',
        ],
        ...['Dauer', 'Dauer in Tagen', 'Tage', 'Aufwand', 'durée', 'jours', 'duración', 'días'],
      ],
      shownBy: (values) => values.every(looksLikeDuration),
    },
    start: {
      label: 'Start no earlier than',
      type: 'date',
      time: DAY_START,
      aliases: [
        ...['start', 'start date', 'not before', 'earliest start', 'begin', 'begin date', 'planned start'],
        ...['Anfang', 'Anfangstermin', 'Beginn', 'Starttermin', 'Startdatum', 'Anfang nicht früher als'],
        ...['début', 'date de début', 'comienzo', 'inicio', 'fecha de inicio', 'fecha de comienzo'],
      ],
    },
    predecessors: {
      label: 'Predecessors',
      type: 'text',
      aliases: [
        ...['predecessor', 'depends on', 'dependencies', 'dependency', 'after'],
        ...[
          'Vorgänger',
          'Vorgaenger',
          'hängt ab von',
          'Abhängigkeiten',
          'prédécesseurs',
          'prédécesseur',
          'dépendances',
        ],
        ...['predecesoras', 'predecesores', 'predecesora', 'dependencias'],
      ],
      shownBy: (values) => values.every(looksLikePredecessors),
    },
    resources: {
      label: 'Resources',
      type: 'raw',
      aliases: [
        ...['resource', 'resource names', 'assignee', 'assignees', 'assigned to', 'assigned', 'people', 'owner'],
        ...['Ressourcen', 'Ressource', 'Ressourcennamen', 'Zuständig', 'Verantwortlich', 'Bearbeiter'],
        ...['ressources', 'noms ressources', 'noms des ressources', 'responsable', 'assigné à'],
        ...['recursos', 'recurso', 'nombres de los recursos', 'asignado a'],
      ],
    },
    percent: {
      label: '% complete',
      type: 'percent',
      aliases: [
        ...['complete', 'completion', 'progress', 'done', 'percent', 'percent done'],
        ...['% abgeschlossen', 'Fortschritt', 'erledigt', 'fertig', '% achevé', 'avancement', 'achèvement'],
        ...['% completado', 'progreso', 'avance'],
      ],
      shownBy: (values) => values.every(looksLikePercent),
    },
    constraintType: {
      label: 'Constraint type',
      type: 'choice',
      choices: CONSTRAINT_CHOICES,
      aliases: [
        'constraint',
        'Einschränkungsart',
        'type de contrainte',
        'contrainte',
        'tipo de restricción',
        'tipo de delimitación',
      ],
    },
    constraintDate: {
      label: 'Constraint date',
      type: 'date',
      time: null,
      aliases: [
        'Einschränkungstermin',
        'date de contrainte',
        'date de la contrainte',
        'fecha de restricción',
        'fecha de delimitación',
      ],
    },
    mandatory: { label: 'Mandatory constraint', type: 'flag' },
    deadline: {
      label: 'Deadline',
      type: 'date',
      time: DAY_END,
      aliases: [
        'due',
        'due date',
        'Stichtag',
        'Fälligkeit',
        'fällig',
        'Fälligkeitsdatum',
        'échéance',
        'fecha límite',
        'vencimiento',
      ],
    },
    calendar: {
      label: 'Calendar',
      type: 'text',
      aliases: [
        'task calendar',
        'calendar name',
        'Kalender',
        'Vorgangskalender',
        'calendrier',
        'calendrier de la tâche',
        'calendario',
        'calendario de tarea',
      ],
    },
    ignoresResourceCalendars: {
      label: 'Ignores resource calendars',
      type: 'flag',
      aliases: ['ignore resource calendar', 'ignore resource calendars'],
    },
    priority: {
      label: 'Priority',
      type: 'integer',
      minimum: 0,
      maximum: 1000,
      words: PRIORITY_WORDS,
      aliases: ['Priorität', 'priorité', 'prioridad'],
    },
    actualStart: {
      label: 'Actual start',
      type: 'date',
      time: DAY_START,
      aliases: [
        'actual start date',
        'Ist-Anfang',
        'Ist-Beginn',
        'tatsächlicher Anfang',
        'début réel',
        'comienzo real',
        'inicio real',
      ],
    },
    actualFinish: {
      label: 'Actual finish',
      type: 'date',
      time: DAY_END,
      aliases: ['actual end', 'actual finish date', 'Ist-Ende', 'tatsächliches Ende', 'fin réelle', 'fin real'],
    },
    actualDuration: {
      label: 'Actual duration',
      type: 'duration',
      aliases: ['Ist-Dauer', 'durée réelle', 'duración real'],
    },
    resume: { label: 'Resume', type: 'date', time: DAY_START, aliases: ['Wiederaufnahme', 'reprise', 'reanudar'] },
    mode: {
      label: 'Task mode',
      type: 'choice',
      choices: MODE_CHOICES,
      aliases: ['mode', 'manual', 'manually scheduled', 'Vorgangsmodus', 'mode tâche', 'modo de tarea'],
    },
    manualStart: { label: 'Manual start', type: 'date', time: DAY_START },
    manualFinish: { label: 'Manual finish', type: 'date', time: DAY_END },
    active: { label: 'Active', type: 'flag', aliases: ['is active', 'aktiv', 'actif', 'activo'] },
    effortType: {
      label: 'Effort type',
      type: 'choice',
      choices: EFFORT_CHOICES,
      aliases: ['task type', 'Vorgangsart', 'type de tâche', 'tipo de tarea'],
    },
    effortDriven: {
      label: 'Effort driven',
      type: 'flag',
      aliases: ['leistungsgesteuert', 'pilotée par l’effort', 'condicionada por el esfuerzo'],
    },
    levelingDelay: { label: 'Leveling delay', type: 'duration', aliases: ['levelling delay', 'Abgleichsverzögerung'] },
    optimistic: { label: 'Optimistic duration', type: 'duration', aliases: ['optimistic'] },
    mostLikely: { label: 'Most likely duration', type: 'duration', aliases: ['most likely'] },
    pessimistic: { label: 'Pessimistic duration', type: 'duration', aliases: ['pessimistic'] },
    notes: {
      label: 'Notes',
      type: 'raw',
      aliases: [
        'note',
        'description',
        'comments',
        'comment',
        'Notizen',
        'Notiz',
        'Beschreibung',
        'Bemerkung',
        'Kommentar',
        'commentaire',
        'commentaires',
        'remarques',
        'notas',
        'descripción',
        'comentarios',
      ],
    },
    scheduledStart: { label: 'Scheduled start', type: 'date', time: DAY_START },
    scheduledFinish: { label: 'Scheduled finish', type: 'date', time: DAY_END },
    totalSlack: { label: 'Total slack', type: 'duration' },
    critical: { label: 'Critical', type: 'flag' },
  },
} as const satisfies TableDefinition

export type TaskField = FieldOf<typeof TASK_TABLE>
export type TaskValues = ValuesOf<typeof TASK_TABLE>

/** 1, 2, 3 … */
function isCounted(values: readonly string[]): boolean {
  return values.length > 1 && values.every((value, index) => value === String(index + 1))
}
