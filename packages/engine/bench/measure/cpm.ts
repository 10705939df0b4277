import { readFileSync, writeFileSync } from 'node:fs'
import { readNetwork } from '@throughline/formats'
import { schedule } from '../../src/index.ts'
import { timesOf } from '../statistics.ts'

// cpm.ts FILE WARM_UP RUNS [ANSWER_FILE]: schedules a network, plan in and schedule out.
const [file = '', warmUp, runs, answerFile] = process.argv.slice(2)
const { plan } = readNetwork(readFileSync(file, 'utf8'))
const times = timesOf(Number(warmUp), Number(runs), () => schedule(plan))
const { tasks, finish } = schedule(plan)
if (answerFile !== undefined) writeFileSync(answerFile, JSON.stringify({ finish, tasks }))
process.stdout.write(JSON.stringify({ times, finish }))
