import { join } from 'node:path'
import { createSilentProgress } from '@throughline/deploy'
import { loadLocalSettings } from '@throughline/platform'
import { ensurePythonPackages } from '../../../deploy/local/python-packages.ts'

const packages = { name: 'mail-servers', packages: ['aiosmtpd==1.4.6', 'pymap==0.36.7'], programs: ['python', 'pymap'] }

/** Mail servers by others than those who wrote what we send and read with. Answers the path of a program. */
export const mailProgram = async (name: 'python' | 'pymap'): Promise<string> =>
  join(await ensurePythonPackages(packages, loadLocalSettings(), createSilentProgress()), name)
