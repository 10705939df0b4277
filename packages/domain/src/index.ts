export * from './notifications/notify.ts'
