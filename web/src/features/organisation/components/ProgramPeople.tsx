import { useQuery } from '@tanstack/react-query'
import { mayInProgram, type Program } from '@throughline/contract'
import { PeopleRoles, TeamRoles } from '../../../components/GivenRoles.tsx'
import styles from '../../../components/Page.module.css'
import {
  programMembersQuery,
  programTeamsQuery,
  useDeleteProgramMember,
  useDeleteProgramTeam,
  usePutProgramMember,
  usePutProgramTeam,
} from '../api/programs.ts'

/** Who has which role in a program: people, and teams. */
export function ProgramPeople({ program }: { program: Program }) {
  if (!mayInProgram(program, 'program-member.read')) return null
  const part = { programId: program.id, mayChange: mayInProgram(program, 'program-member.change') }
  return (
    <>
      <section className={styles.part} aria-labelledby="program-people">
        <h2 id="program-people">People</h2>
        <Members {...part} />
      </section>
      <section className={styles.part} aria-labelledby="program-teams">
        <h2 id="program-teams">Teams</h2>
        <Teams {...part} />
      </section>
    </>
  )
}

interface PartProps {
  programId: string
  mayChange: boolean
}

function Members({ programId, mayChange }: PartProps) {
  const given = useQuery(programMembersQuery(programId))
  const put = usePutProgramMember(programId)
  const remove = useDeleteProgramMember(programId)
  const acts = { mayChange, onPut: put.mutate, onRemove: remove.mutate }
  return <PeopleRoles label="People of the program" given={given} {...acts} />
}

function Teams({ programId, mayChange }: PartProps) {
  const given = useQuery(programTeamsQuery(programId))
  const put = usePutProgramTeam(programId)
  const remove = useDeleteProgramTeam(programId)
  const acts = { mayChange, onPut: put.mutate, onRemove: remove.mutate }
  return <TeamRoles label="Teams of the program" given={given} {...acts} />
}
