export { ensureBuild } from './build.ts'
export { clientOf, watchStream } from './clients.ts'
export { ServiceProcess } from './service-process.ts'
export { type ApiProcess, Services, serviceBuilds } from './services.ts'
