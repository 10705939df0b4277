export { type ForgingIssuer, startForgingIssuer } from './forging-issuer.ts'
export { type GitHubDouble, type GitHubUser, startGitHubDouble } from './github-double.ts'
export { HttpBrowser, type Visit, type Visited } from './http-browser.ts'
export { type OpenIdIssuer, startOpenIdIssuer } from './open-id-issuer.ts'
