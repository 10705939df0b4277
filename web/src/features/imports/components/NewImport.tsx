import { useQuery } from '@tanstack/react-query'
import { type ImportJob, mayInProject, type Project } from '@throughline/contract'
import { type FormEvent, useId, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Field } from '../../../components/Field.tsx'
import { projectsQuery } from '../api/imports.ts'
import { useLink } from '../api/use-link.ts'
import { useUpload } from '../api/use-upload.ts'
import { type Chosen, ChosenFile, FileChoice } from './FileChoice.tsx'
import { ChosenLink, LinkChoice } from './LinkChoice.tsx'
import styles from './NewImport.module.css'
import { Progress } from './Progress.tsx'

interface NewImportProps {
  /** The project to bring up to date, where it is known already. */
  projectId: string | undefined
  onProject: (projectId: string | undefined) => void
  onUploaded: (job: ImportJob) => void
}

/** The first step of an import: the file or a link to it, and where it goes. */
export function NewImport({ projectId, onProject, onUploaded }: NewImportProps) {
  const [chosen, setChosen] = useState<Chosen | { url: URL } | null>(null)
  const [name, setName] = useState('')
  const [isAtOnce, setAtOnce] = useState(false)
  const projects = useQuery(projectsQuery)
  const upload = useUpload()
  const link = useLink()
  const isPending = upload.isPending || link.isPending
  const targets = projects.data?.items.filter((project) => mayInProject(project, 'plan.change')) ?? []
  const target = targets.find(({ id }) => id === projectId)
  /** The address names a project that the reader may not change, or it is not known yet. */
  const isAway = projectId !== undefined && !target

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!chosen || isAway) return
    const projectName = name.trim()
    const into = projectId ? { projectId } : projectName ? { projectName } : {}
    const given = { mode: isAtOnce ? ('at-once' as const) : ('review' as const), ...into }
    if ('url' in chosen) link.mutate({ url: chosen.url.href, ...given }, { onSuccess: onUploaded })
    else upload.mutate({ file: chosen.file, ...given }, { onSuccess: onUploaded })
  }

  return (
    <main className={styles.page}>
      <title>Import · Throughline</title>
      <h1>{target ? `Bring “${target.name}” up to date` : 'Import a plan'}</h1>
      <p className={styles.lead}>
        {target
          ? 'The file is compared with the plan, and you choose what is taken from it.'
          : 'You see what is in the file before anything is written.'}
      </p>
      {isAway && projects.data && (
        <p className={styles.lead} role="alert">
          The project that this was for is not there, or you may not change it. Choose where the file goes.
        </p>
      )}
      {!chosen && (
        <>
          <FileChoice onChoose={setChosen} />
          <LinkChoice onChoose={(url) => setChosen({ url })} />
        </>
      )}
      {chosen && (
        <Form className={styles.form ?? ''} onSubmit={submit}>
          {'url' in chosen ? (
            <ChosenLink url={chosen.url} onForget={isPending ? undefined : () => setChosen(null)} />
          ) : (
            <ChosenFile chosen={chosen} onForget={isPending ? undefined : () => setChosen(null)} />
          )}
          <Target
            projectId={projectId}
            projects={targets}
            isAway={isAway}
            isDisabled={isPending}
            onProject={onProject}
          />
          {!projectId && (
            <Field
              label="Name of the project"
              hint="Left empty, it is called as the file says, or as the file."
              value={name}
              onChange={setName}
              maxLength={200}
              isDisabled={isPending}
            />
          )}
          <label className={styles.atOnce}>
            <input
              type="checkbox"
              checked={isAtOnce}
              disabled={isPending}
              onChange={({ target: box }) => setAtOnce(box.checked)}
            />
            <span>
              <strong>Without a review</strong>
              <span>What can be taken is written as soon as the file has been read.</span>
            </span>
          </label>
          {upload.isPending && <Uploading share={upload.share} />}
          <div className={dialog.actions}>
            {upload.isPending && <Button onPress={upload.stop}>Stop</Button>}
            <Button look="primary" type="submit" isDisabled={isPending || isAway}>
              {'url' in chosen ? 'Fetch' : 'Upload'}
            </Button>
          </div>
        </Form>
      )}
    </main>
  )
}

interface TargetProps {
  projectId: string | undefined
  projects: readonly Project[]
  isAway: boolean
  isDisabled: boolean
  onProject: (projectId: string | undefined) => void
}

function Target({ projectId, projects, isAway, isDisabled, onProject }: TargetProps) {
  const id = useId()
  return (
    <div className={styles.into}>
      <label htmlFor={id}>Into</label>
      <select
        id={id}
        value={projectId ?? ''}
        disabled={isDisabled}
        onChange={({ target }) => onProject(target.value || undefined)}
      >
        {isAway && (
          <option value={projectId} disabled>
            Choose…
          </option>
        )}
        <option value="">A new project</option>
        {projects.map((project) => (
          <option key={project.id} value={project.id}>
            {project.name}
          </option>
        ))}
      </select>
      {projectId && !isAway && (
        <p>Rows that the file had before are recognised, and changed where the file says something else.</p>
      )}
    </div>
  )
}

function Uploading({ share }: { share: number }) {
  const text = share < 1 ? `Uploading: ${Math.round(share * 100)} %` : 'Uploaded; the service is taking it in'
  return (
    <div className={styles.upload}>
      <Progress label="Upload" share={share} text={text} />
      <p aria-hidden="true">{text}</p>
    </div>
  )
}
