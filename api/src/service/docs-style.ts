export const docsStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1b1f2a, #e6e8ee); --soft: light-dark(#5d6577, #9aa3b5);
  --paper: light-dark(#ffffff, #14171f); --panel: light-dark(#f5f6f9, #1c202b); --line: light-dark(#dfe3ea, #2c3240); }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
main { max-width: 64rem; margin: 0 auto; padding: 2rem 1rem 6rem }
h1 { margin: 0 0 .25rem } h2 { margin: 2.5rem 0 .75rem } h3 { margin: 1rem 0 .25rem; font-size: .9rem; color: var(--soft) }
a { color: light-dark(#2453d6, #8fb0ff) }
input { width: 100%; padding: .6rem .8rem; font: inherit; color: inherit; background: var(--panel);
  border: 1px solid var(--line); border-radius: .5rem }
details { margin: .4rem 0; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel) }
summary { display: flex; flex-wrap: wrap; gap: .75rem; align-items: baseline; padding: .55rem .8rem; cursor: pointer }
details > div { padding: 0 .8rem .8rem; overflow-x: auto }
code, pre, .path { font: 13px/1.5 ui-monospace, monospace }
pre { margin: 0; padding: .6rem; overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: .4rem }
.method { min-width: 4rem; font-weight: 700; font-size: .8rem; text-transform: uppercase }
.get { color: light-dark(#0a7a3f, #5ad08f) } .post { color: light-dark(#2453d6, #8fb0ff) }
.patch, .put { color: light-dark(#9a5b00, #f0b45c) } .delete { color: light-dark(#b3261e, #ff8a80) }
.what { color: var(--soft) } table { border-collapse: collapse; width: 100% }
td, th { padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
`
