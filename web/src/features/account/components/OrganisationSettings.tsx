export function OrganisationSettings() {
  return null
}
