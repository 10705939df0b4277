import { textOf } from '../../../lib/text.ts'
import en from '../messages/en.json'

export const text = textOf('health', en)
