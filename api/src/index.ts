export { type Api, type ApiOptions, startApi } from './api.ts'
export { type AppContext, createContext } from './context.ts'
