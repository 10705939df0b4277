import en from '../messages/en.json'
import { textOf } from './text.ts'

/** Words that no one feature owns. */
export const text = textOf('common', en)
