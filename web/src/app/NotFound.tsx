import { Link } from '@tanstack/react-router'
import { FolderX } from 'lucide-react'
import { EmptyState } from '../components/EmptyState.tsx'
import { text } from '../lib/common-text.ts'

export function NotFound() {
  return (
    <EmptyState icon={<FolderX />} title={text('nothingTitle')} actions={<Link to="/">{text('allProjects')}</Link>}>
      {text('nothingText')}
    </EmptyState>
  )
}
