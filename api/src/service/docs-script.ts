/** The page works without it; it filters operations by what is typed. */
export const docsScript = `
const field = document.getElementById('filter')
field.hidden = false
field.addEventListener('input', () => {
  const words = field.value.toLowerCase().split(' ').filter(Boolean)
  for (const section of document.querySelectorAll('section')) {
    let shown = 0
    for (const item of section.querySelectorAll('details')) {
      item.hidden = !words.every((word) => item.dataset.search.includes(word))
      if (!item.hidden) shown++
    }
    section.hidden = shown === 0
  }
})
`
