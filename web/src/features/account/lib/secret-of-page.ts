/** The secret of the link that the page was opened by: in the fragment, which browsers send to nobody. */
export const secretOfPage = (): string => location.hash.slice(1)
