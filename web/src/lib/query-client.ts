import { QueryCache, QueryClient } from '@tanstack/react-query'
import { RequestError } from '@throughline/client'

export const sessionKey = ['session'] as const

/** A sign-in that has ended shows itself by any request. */
const forgetSessionWhenRefused = (error: unknown): void => {
  if (error instanceof RequestError && error.status === 401) queryClient.setQueryData(sessionKey, null)
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: forgetSessionWhenRefused }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && !(error instanceof RequestError && error.status < 500),
    },
  },
})
