import type { CSSProperties } from 'react'

/** Inline styles, because many mail readers know nothing else; `darkStyles` turns them round where style sheets are read. */
const font = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

export const theme = {
  // Words that are longer than a line are broken, also for the tables of layouts, which grow with them otherwise.
  body: {
    backgroundColor: '#f3f5f8',
    color: '#1b2430',
    fontFamily: font,
    margin: 0,
    overflowWrap: 'anywhere',
    padding: '24px 0',
    wordBreak: 'break-word',
  },
  brand: { color: '#2a5bd7', fontSize: '14px', fontWeight: 700, letterSpacing: '0.02em', margin: '0 0 20px' },
  card: {
    backgroundColor: '#ffffff',
    border: '1px solid #dde2ea',
    borderRadius: '10px',
    maxWidth: '520px',
    padding: '28px 32px',
  },
  heading: { color: '#1b2430', fontSize: '21px', fontWeight: 650, lineHeight: '28px', margin: '0 0 12px' },
  text: { fontSize: '15px', lineHeight: '23px', margin: '0 0 12px' },
  fact: { fontSize: '14px', lineHeight: '20px', margin: '0 0 6px' },
  quote: { borderLeft: '3px solid #2a5bd7', margin: '0 0 12px', padding: '0 0 0 12px' },
  label: { color: '#5b6779' },
  button: {
    backgroundColor: '#2a5bd7',
    borderRadius: '6px',
    color: '#ffffff',
    display: 'inline-block',
    fontSize: '15px',
    fontWeight: 600,
    margin: '16px 0 4px',
    padding: '11px 20px',
    textDecoration: 'none',
  },
  also: { borderTop: '1px solid #dde2ea', marginTop: '24px', paddingTop: '4px' },
  group: { margin: '20px 0 0' },
  groupTitle: { color: '#1b2430', fontSize: '16px', fontWeight: 650, lineHeight: '22px', margin: '0 0 8px' },
  item: { fontSize: '15px', lineHeight: '21px', margin: '0 0 10px' },
  link: { color: '#2a5bd7', textDecoration: 'underline' },
  detail: { color: '#5b6779', fontSize: '13px' },
  note: { color: '#5b6779', fontSize: '13px', lineHeight: '19px', margin: '12px 0 0' },
  way: { color: '#5b6779', lineHeight: '26px', textDecoration: 'underline' },
  footer: { color: '#5b6779', fontSize: '12px', lineHeight: '18px', margin: '18px auto 0', maxWidth: '520px' },
} satisfies Record<string, CSSProperties>

export const darkStyles = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page, .page > table > tbody > tr > td { background-color: #10151d !important; color: #e6eaf0 !important; }
    .card { background-color: #1a212c !important; border-color: #2d3746 !important; }
    .strong, .plain { color: #e6eaf0 !important; }
    .soft { color: #9aa7b8 !important; }
    .also { border-color: #2d3746 !important; }
    .brand, .link { color: #8fb0ff !important; }
  }
  @media (max-width: 560px) { .card { border-radius: 0 !important; border-width: 1px 0 !important; padding: 22px 18px !important; } .footer { padding: 0 18px !important; } }
`
