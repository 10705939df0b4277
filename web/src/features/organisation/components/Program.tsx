import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { mayInProgram, type Program as ProgramRow } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { programQuery, useDeleteProgram, usePatchProgram } from '../api/programs.ts'
import { ProgramForm } from './ProgramForm.tsx'
import { ProgramPeople } from './ProgramPeople.tsx'
import { ProgramProjects } from './ProgramProjects.tsx'
import own from './Programs.module.css'

interface ProgramProps {
  programId: string
  onOpenProject: (projectId: string) => void
  onGone: () => void
}

/** One program: its projects, and who has which role in it. */
export function Program({ programId, onOpenProject, onGone }: ProgramProps) {
  const { data: program, error } = useQuery(programQuery(programId))
  return (
    <div className={styles.page}>
      <title>{`${program?.name ?? 'Program'} · Throughline`}</title>
      <Link to="/organisation/programs" className={own.back}>
        All programs
      </Link>
      {error && <p role="alert">{explain(error)}</p>}
      {!program && !error && <Skeleton label="Loading the program" lines={4} />}
      {program && (
        <>
          <h1 className={own.title}>{program.name}</h1>
          {program.isArchived && (
            <p className={own.state}>Archived: it takes in no more projects. The roles in it stay.</p>
          )}
          <ProgramProjects program={program} onOpen={onOpenProject} />
          <ProgramPeople program={program} />
          {mayInProgram(program, 'program.change') && <About program={program} onGone={onGone} />}
        </>
      )}
    </div>
  )
}

function About({ program, onGone }: { program: ProgramRow; onGone: () => void }) {
  const [isAsked, setAsked] = useState(false)
  const patch = usePatchProgram(program.id)
  const dissolve = useDeleteProgram(program.id)
  const { revision: seen, isArchived } = program
  return (
    <section className={styles.part} aria-labelledby="about-program">
      <h2 id="about-program">About the program</h2>
      <ProgramForm key={seen} program={program} />
      <h2 className={styles.part}>When it is over</h2>
      <div className={own.buttons}>
        <Button isDisabled={patch.isPending} onPress={() => patch.mutate({ patch: { isArchived: !isArchived }, seen })}>
          {isArchived ? 'Reopen' : 'Archive'}
        </Button>
        {mayInProgram(program, 'program.delete') && <Button onPress={() => setAsked(true)}>Dissolve</Button>}
      </div>
      {patch.error && <p role="alert">{explain(patch.error)}</p>}
      <ConfirmDialog
        title={`Dissolve ${program.name}?`}
        action="Dissolve"
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => dissolve.mutate(undefined, { onSuccess: onGone })}
      >
        Its projects stay. Its people lose the roles that they have in them by it.
      </ConfirmDialog>
    </section>
  )
}
