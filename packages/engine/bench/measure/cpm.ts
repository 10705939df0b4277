import { readFileSync, writeFileSync } from 'node:fs'
import { readNetwork } from '@throughline/formats'
import { schedule } from '../../src/index.ts'
import { timesOf } from '../statistics.ts'

// cpm.ts FILE WARM_UP_MS MEASURE_MS [ANSWER_FILE]: schedules a network, plan in and schedule out; then the
// same again with an object made for each task.
const [file = '', warmUp, most, answerFile] = process.argv.slice(2)
const { plan } = readNetwork(readFileSync(file, 'utf8'))
const times = timesOf(Number(warmUp), Number(most), () => schedule(plan))
const withObjects = timesOf(0, Number(most), () => schedule(plan).tasks)
const { tasks, finish } = schedule(plan)
if (answerFile !== undefined) writeFileSync(answerFile, JSON.stringify({ finish, tasks }))
process.stdout.write(JSON.stringify({ times, withObjects, finish }))
