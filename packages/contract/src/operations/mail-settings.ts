import { mailSettings, mailSettingsValues, mailTrial } from '../mail-settings.ts'
import { operation } from './operation.ts'

const tag = 'Organisation'
const path = '/organisation/mail-settings'

export const mailSettingsOperations = {
  getMailSettings: operation({
    method: 'get',
    path,
    summary: 'Whom mails of the organisation come from, and through which server',
    tag,
    status: 200,
    response: mailSettings,
    problems: ['forbidden'],
  }),
  putMailSettings: operation({
    method: 'put',
    path,
    summary: 'Set whom mails come from, and through which server; its password is shown to nobody',
    tag,
    body: mailSettingsValues,
    status: 200,
    response: mailSettings,
    problems: ['forbidden', 'conflict'],
  }),
  deleteMailSettings: operation({
    method: 'delete',
    path,
    summary: 'Have mails sent as those of the instance are',
    tag,
    status: 204,
    problems: ['forbidden'],
  }),
  testMailSettings: operation({
    method: 'post',
    path: `${path}/test`,
    summary: 'Send a mail to oneself through the own server, and see what is said; nothing is changed',
    tag,
    body: mailSettingsValues.optional().meta({ description: 'Left out: what is set' }),
    status: 200,
    response: mailTrial,
    problems: ['forbidden', 'conflict', 'too-many-requests'],
  }),
}
