import { createReadStream, writeFileSync } from 'node:fs'
import { planOf, readMspdi } from '@throughline/formats'
import { schedule } from '../../src/index.ts'
import { timesOf } from '../statistics.ts'

// cpm-of-document.ts FILE WARM_UP_MS MEASURE_MS ANSWER_FILE: schedules a file of Microsoft Project.
const [file = '', warmUp, most, answerFile = ''] = process.argv.slice(2)
const plan = planOf(await readMspdi(createReadStream(file), { keepsExtra: false }))
const times = timesOf(Number(warmUp), Number(most), () => schedule(plan))
const { tasks, finish } = schedule(plan)
writeFileSync(answerFile, JSON.stringify({ finish, tasks }))
process.stdout.write(JSON.stringify({ times, finish }))
