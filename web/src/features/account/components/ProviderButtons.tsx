import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { providersQuery, useBeginSignIn } from '../api/ways.ts'

interface ProviderButtonsProps {
  /** Before the name of each. */
  label: string
  next?: string
  invitation?: string
}

/** Through whom one can sign in besides; where there is nobody, or it cannot be told, the password does. */
export function ProviderButtons({ label, next, invitation }: ProviderButtonsProps) {
  const providers = useQuery(providersQuery)
  const begin = useBeginSignIn()
  const going = { ...(next ? { next } : {}), ...(invitation ? { invitation } : {}) }
  const items = providers.data?.items ?? []
  return (
    <>
      {items.map((provider) => (
        <Button
          key={provider.id}
          isDisabled={begin.isPending || begin.isSuccess}
          onPress={() => begin.mutate({ provider: provider.id, ...going })}
        >
          {label} {provider.label}
        </Button>
      ))}
      <FormError error={begin.error} />
    </>
  )
}
