#!/usr/bin/env node
// The command of the workspace; `npx throughline` finds it here.
import { register } from 'tsx/esm/api'

register()
await import('../src/cli/throughline.ts')
