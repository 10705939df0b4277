import { useQuery } from '@tanstack/react-query'
import { mayInProgram, type Program } from '@throughline/contract'
import styles from '../../../components/Page.module.css'
import { Standings } from '../../../components/Standings.tsx'
import { useCandidates } from '../../../lib/candidates.ts'
import { rolesQuery, teamsQuery } from '../../../lib/organisation.ts'
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
  const members = useQuery(programMembersQuery(programId))
  const roles = useQuery(rolesQuery)
  const put = usePutProgramMember(programId)
  const remove = useDeleteProgramMember(programId)
  const known = new Set(members.data?.items.map(({ personId }) => personId))
  const candidates = useCandidates()
  return (
    <Standings
      label="People of the program"
      standings={(members.data?.items ?? []).map((member) => ({ ...member, id: member.personId, more: member.email }))}
      others={candidates.filter(({ id }) => !known.has(id))}
      customRoles={roles.data?.items ?? []}
      mayChange={mayChange}
      addLabel="Add a person"
      onPut={put.mutate}
      onRemove={remove.mutate}
    />
  )
}

function Teams({ programId, mayChange }: PartProps) {
  const given = useQuery(programTeamsQuery(programId))
  const teams = useQuery(teamsQuery)
  const roles = useQuery(rolesQuery)
  const put = usePutProgramTeam(programId)
  const remove = useDeleteProgramTeam(programId)
  const sizes = new Map(teams.data?.items.map(({ id, personIds }) => [id, personIds.length]))
  const known = new Set(given.data?.items.map(({ teamId }) => teamId))
  const more = (teamId: string) =>
    `${sizes.get(teamId) === 1 ? '1 person' : `${sizes.get(teamId) ?? 0} people`}; a role of their own counts before it`
  return (
    <Standings
      label="Teams of the program"
      standings={(given.data?.items ?? []).map((team) => ({ ...team, id: team.teamId, more: more(team.teamId) }))}
      others={(teams.data?.items ?? []).filter(({ id }) => !known.has(id))}
      customRoles={roles.data?.items ?? []}
      mayChange={mayChange}
      addLabel="Add a team"
      onPut={put.mutate}
      onRemove={remove.mutate}
    />
  )
}
