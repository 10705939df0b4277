import { useQuery } from '@tanstack/react-query'
import { type CustomRole, mayInOrganisation, type ProjectAct } from '@throughline/contract'
import { ShieldCheck } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { rolesQuery } from '../../../lib/organisation.ts'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { useCreateRole, useDeleteRole, usePatchRole } from '../api/roles.ts'
import { ActChoices } from './ActChoices.tsx'

/** Roles in projects beside the five: each says by itself what it may. */
export function Roles() {
  const session = useSession()
  const roles = useQuery(rolesQuery)
  if (!session) return null
  const mayChange = mayInOrganisation(session.organisation.role, 'role.change')
  return (
    <div className={styles.page}>
      <title>Roles · Throughline</title>
      <h1>Roles</h1>
      <p className={styles.lead}>
        Beside viewer, member, scheduler, manager and owner, projects can have roles of your own. A change counts for
        all who have the role.
      </p>
      {mayChange && <NewRole />}
      {roles.isPending && <Skeleton label="Loading the roles" lines={3} />}
      {roles.error && <p role="alert">{explain(roles.error)}</p>}
      {roles.data?.items.length === 0 && (
        <EmptyState icon={<ShieldCheck />} title="No roles of your own yet">
          The five roles are enough for most organisations.
        </EmptyState>
      )}
      <ul className={styles.list} aria-label="Roles">
        {roles.data?.items.map((role) => (
          <RoleItem key={role.id} role={role} mayChange={mayChange} />
        ))}
      </ul>
    </div>
  )
}

function NewRole() {
  const [name, setName] = useState('')
  const [acts, setActs] = useState<ProjectAct[]>(['project.read'])
  const create = useCreateRole()

  function submit(event: FormEvent): void {
    event.preventDefault()
    create.mutate({ name, acts }, { onSuccess: () => setName('') })
  }

  return (
    <Form className={styles.stack ?? ''} onSubmit={submit}>
      <Field
        label="Name"
        placeholder="Cost controller"
        value={name}
        onChange={setName}
        maxLength={80}
        autoComplete="off"
        isRequired
      />
      <ActChoices legend="Who has it may" chosen={acts} onChange={setActs} />
      <FormError error={create.error} />
      <Button look="primary" type="submit" isDisabled={create.isPending}>
        Create role
      </Button>
    </Form>
  )
}

function RoleItem({ role, mayChange }: { role: CustomRole; mayChange: boolean }) {
  const patch = usePatchRole()
  const remove = useDeleteRole()
  return (
    <li className={styles.tall}>
      <ActChoices
        legend={role.name}
        chosen={patch.isPending ? patch.variables.acts : role.acts}
        isDisabled={!mayChange || patch.isPending}
        onChange={(acts) => patch.mutate({ roleId: role.id, acts })}
      />
      {mayChange && (
        <Button size="small" aria-label={`Delete ${role.name}`} onPress={() => remove.mutate(role.id)}>
          Delete
        </Button>
      )}
    </li>
  )
}
