import { queryOptions, useMutation } from '@tanstack/react-query'
import type { GivenMailSettings } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export const mailSettingsQuery = queryOptions({
  queryKey: ['mail-settings'],
  queryFn: () => client.call('getMailSettings'),
})

export const usePutMailSettings = () =>
  useMutation({
    mutationFn: (body: GivenMailSettings) => client.call('putMailSettings', { body }),
    onSuccess: (settings) => queryClient.setQueryData(mailSettingsQuery.queryKey, settings),
    onError: (error) => showError('The mail settings were not saved', error),
  })

export const useDeleteMailSettings = () =>
  useMutation({
    mutationFn: () => client.call('deleteMailSettings'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: mailSettingsQuery.queryKey }),
    onError: (error) => showError('The mail settings were not taken away', error),
  })

export const useTestMailSettings = () =>
  useMutation({
    mutationFn: (body: GivenMailSettings) => client.call('testMailSettings', { body }),
    onError: (error) => showError('No mail was sent', error),
  })
