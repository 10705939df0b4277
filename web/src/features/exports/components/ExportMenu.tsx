import { ChevronRight, FileDown, FileText, Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, SubmenuTrigger } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import menu from '../../../components/Menu.module.css'
import { fileGroups, type ProjectFile, tableFiles } from '../lib/project-files.ts'
import styles from './ExportMenu.module.css'

interface ExportMenuProps {
  projectId: string
}

/** What a project can be downloaded as: links, so that the browser does the download. */
export function ExportMenu({ projectId }: ExportMenuProps) {
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" icon={<FileDown />}>
        Export
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Menu className={menu.menu ?? ''} aria-label="Export">
          {fileGroups(projectId).map(({ title, files }) => (
            <MenuSection key={title}>
              <Header className={styles.title ?? ''}>{title}</Header>
              {files.map((file) => fileItem(file, <FileText />))}
            </MenuSection>
          ))}
          <MenuSection>
            <Header className={styles.title ?? ''}>Tables</Header>
            <TableMenu label="Excel (XLSX)" files={tableFiles(projectId, 'xlsx')} />
            <TableMenu label="CSV" files={tableFiles(projectId, 'csv')} />
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

interface TableMenuProps {
  label: string
  files: readonly ProjectFile[]
}

function TableMenu({ label, files }: TableMenuProps) {
  return (
    <SubmenuTrigger>
      <MenuItem className={menu.item ?? ''} textValue={label}>
        <Table2 /> {label} <ChevronRight className={styles.more} />
      </MenuItem>
      <Popover className={menu.popover ?? ''}>
        <Menu className={menu.menu ?? ''} aria-label={label}>
          {files.map((file) => fileItem(file))}
        </Menu>
      </Popover>
    </SubmenuTrigger>
  )
}

const fileItem = ({ label, href }: ProjectFile, icon?: ReactNode) => (
  <MenuItem key={href} className={menu.item ?? ''} href={href} download textValue={label}>
    {icon} {label}
  </MenuItem>
)
