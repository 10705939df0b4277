import { Text } from '@react-email/components'
import { theme } from './theme.ts'

export function Fact({ label, value }: { label: string; value: string }) {
  return (
    <Text className="plain" style={theme.fact}>
      <span className="soft" style={theme.label}>
        {label}:
      </span>{' '}
      {value}
    </Text>
  )
}
