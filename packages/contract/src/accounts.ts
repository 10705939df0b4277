import { z } from 'zod'
import { organisationRole, projectAct, tokenScope } from './permission-schemas.ts'
import { id, instant, label } from './primitives.ts'

/** The part before the @ has 64 characters at most (RFC 5321). */
export const email = z
  .email()
  .max(254)
  .refine((value) => value.lastIndexOf('@') <= 64, 'is too long before the @')
  .trim()
  .toLowerCase()
export const password = z.string().min(8).max(256)

/** Of an authenticator app, or a recovery code. */
const signInCode = z.string().min(6).max(40)
export const signInBody = z
  .strictObject({
    email,
    password: z.string().min(1).max(256),
    code: signInCode.optional().meta({ description: 'Where the person has a second step: `code-needed` says so' }),
  })
  .meta({ id: 'SignIn' })

/** What ends or changes one's own account asks for the password again. */
export const passwordAgain = z.string().min(1).max(256)
export const passwordChange = z
  .strictObject({ password: passwordAgain, newPassword: password })
  .meta({ id: 'PasswordChange' })

export const ownName = z.strictObject({ name: label(200) }).meta({ id: 'OwnName' })

/** What an organisation sets for all of its projects. */
export const organisationSettings = z
  .object({ id, name: z.string(), viewersMayWatch: z.boolean() })
  .meta({ id: 'OrganisationSettings' })
export const organisationPatch = z
  .strictObject({ viewersMayWatch: z.boolean().optional() })
  .meta({ id: 'OrganisationPatch' })

/** Who is signed in, and in which organisation. */
export const session = z
  .object({
    person: z.object({ id, name: z.string(), email: z.string() }),
    organisation: z.object({ id, name: z.string(), role: organisationRole }),
    organisations: z.array(z.object({ id, name: z.string(), role: organisationRole })),
    expiresAt: instant.nullable(),
    isOperator: z.boolean().meta({ description: 'Whether they run the instance' }),
  })
  .meta({ id: 'Session' })

export const secondStep = z.object({ enabled: z.boolean(), recoveryCodesLeft: z.int() }).meta({ id: 'SecondStep' })
/** For an authenticator app: the secret in Base32, and all that the app needs as an address. */
export const secondStepBegun = z.object({ secret: z.string(), uri: z.string() }).meta({ id: 'SecondStepBegun' })
export const secondStepCode = z
  .strictObject({ code: z.string().regex(/^\d{6}$/, 'has six digits') })
  .meta({ id: 'SecondStepCode' })
export const passwordOnly = z.strictObject({ password: passwordAgain }).meta({ id: 'PasswordAgain' })
/** Each works once instead of a code; shown this once. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })

/** A sign-in of a person that has not ended. */
export const openSession = z
  .object({
    id,
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant.meta({ description: 'When it ends if it is not used' }),
    agent: z.string().nullable().meta({ description: 'Browser and system, shortened: `Firefox on Linux`' }),
    address: z.string().nullable().meta({ description: 'Where it was opened from' }),
    current: z.boolean().meta({ description: 'The one that asks' }),
  })
  .meta({ id: 'OpenSession' })

export const person = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    role: organisationRole,
    isDisabled: z.boolean().meta({ description: 'Cannot sign in here, nor act by any token' }),
  })
  .meta({ id: 'Person' })
/** Only an owner makes or unmakes owners; the last one stays. */
export const personPatch = z
  .strictObject({ role: organisationRole, isDisabled: z.boolean() })
  .partial()
  .meta({ id: 'PersonPatch' })
export const personValues = z
  .strictObject({ name: label(200), email, password, role: organisationRole.default('member') })
  .meta({ id: 'PersonValues' })

/** What stands in the fragment of a link in a mail. */
export const linkSecretText = z.string().regex(/^[\w-]{43}$/, 'is not whole')
export const linkUse = z.strictObject({ secret: linkSecretText }).meta({ id: 'LinkUse' })

export const emailChange = z.strictObject({ password: passwordAgain, email }).meta({ id: 'EmailChange' })
export const resetRequest = z.strictObject({ email }).meta({ id: 'ResetRequest' })
export const passwordReset = z.strictObject({ secret: linkSecretText, password }).meta({ id: 'PasswordReset' })

/** Owners are made of people who are there. */
export const invitedRole = organisationRole.exclude(['owner'])
export const invitationValues = z
  .strictObject({ email, role: invitedRole.default('member') })
  .meta({ id: 'InvitationValues' })
/** An invitation that waits; one that has expired can be sent again. */
export const invitation = z
  .object({
    id,
    email: z.string(),
    role: invitedRole,
    createdAt: instant,
    expiresAt: instant,
    invitedBy: z.string().nullable(),
  })
  .meta({ id: 'Invitation' })
export const invitationLook = z
  .object({
    organisationName: z.string(),
    email: z.string(),
    known: z.boolean().meta({ description: 'Whether the address has an account, which joins as it is' }),
  })
  .meta({ id: 'InvitationLook' })
/** Name and password are of who has no account yet. */
export const invitationAnswer = z
  .strictObject({ secret: linkSecretText, name: label(200).optional(), password: password.optional() })
  .meta({ id: 'InvitationAnswer' })

export const tokenValues = z
  .strictObject({
    name: label(200),
    expiresInDays: z.int().min(1).max(3_650).optional(),
    scope: tokenScope.default('admin').meta({ description: 'The most that it may, of what its person may' }),
    projectIds: z.array(id).min(1).max(100).nullable().default(null).meta({ description: 'Only these; null: all' }),
  })
  .meta({ id: 'TokenValues' })
export const token = z
  .object({
    id,
    name: z.string(),
    prefix: z.string().meta({ description: 'How the token begins, to tell it by' }),
    scope: tokenScope,
    projectIds: z.array(id).nullable(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Token' })
/** The secret is shown once: `tl_<id>_<secret>`. */
export const newToken = token.extend({ secret: z.string() }).meta({ id: 'NewToken' })

/** Whom programs act as: nobody can sign in as one. */
export const serviceAccount = z
  .object({ id, name: z.string(), role: organisationRole, isDisabled: z.boolean() })
  .meta({ id: 'ServiceAccount' })
export const serviceAccountValues = z
  .strictObject({ name: label(200), role: organisationRole.exclude(['owner']).default('member') })
  .meta({ id: 'ServiceAccountValues' })

/** A role in projects beside the five, as the list of what it may. */
export const customRole = z.object({ id, name: z.string(), acts: z.array(projectAct) }).meta({ id: 'CustomRole' })
const acts = z
  .array(projectAct)
  .min(1)
  .refine((list) => list.includes('project.read'), 'has `project.read`, without which there is nothing to act on')
  .transform((list) => [...new Set(list)])
export const customRoleValues = z.strictObject({ name: label(80), acts }).meta({ id: 'CustomRoleValues' })
export const customRolePatch = customRoleValues.partial().meta({ id: 'CustomRolePatch' })

export type OrganisationSettings = z.infer<typeof organisationSettings>
export type OrganisationPatch = z.infer<typeof organisationPatch>
export type Session = z.infer<typeof session>
export type SecondStep = z.infer<typeof secondStep>
export type SecondStepBegun = z.infer<typeof secondStepBegun>
export type RecoveryCodes = z.infer<typeof recoveryCodes>
export type OpenSession = z.infer<typeof openSession>
export type Person = z.infer<typeof person>
export type PersonValues = z.infer<typeof personValues>
export type PersonPatch = z.infer<typeof personPatch>
export type ServiceAccount = z.infer<typeof serviceAccount>
export type CustomRole = z.infer<typeof customRole>
export type CustomRoleValues = z.infer<typeof customRoleValues>
export type CustomRolePatch = z.infer<typeof customRolePatch>
export type TokenValues = z.infer<typeof tokenValues>
export type InvitedRole = z.infer<typeof invitedRole>
export type Invitation = z.infer<typeof invitation>
export type InvitationValues = z.infer<typeof invitationValues>
export type InvitationLook = z.infer<typeof invitationLook>
export type InvitationAnswer = z.infer<typeof invitationAnswer>
export type Token = z.infer<typeof token>
export type NewToken = z.infer<typeof newToken>
