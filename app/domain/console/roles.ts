/** `view` sees counts and states, `operate` retries and pauses, `personal` opens contact details. None holds another. */
export const ROLES = ['view', 'operate', 'personal'] as const
export type Role = (typeof ROLES)[number]

export interface OpsToken {
  name: string
  roles: readonly Role[]
  token: string
}

export interface AccessRule {
  /** an e-mail address, `*@` and a domain, or `*` */
  who: string
  roles: readonly Role[]
}

export interface Viewer {
  by: 'token' | 'access'
  /** as shown to themselves: the token's name, or the address that Access vouches for */
  name: string
  /** as recorded: the token's name, or a keyed hash of the address */
  actor: string
  roles: readonly Role[]
  /** as recorded and looked up when it ends; says nothing about anybody */
  session: string
}

/** Those of every rule that names the address; nobody in particular may still be meant by `*`. */
export function rolesOf(rules: readonly AccessRule[], email: string): Role[] {
  const address = email.toLowerCase()
  const domain = address.slice(address.lastIndexOf('@'))
  const matching = rules.filter(({ who }) => who === '*' || who === address || who === `*${domain}`)
  return ROLES.filter((role) => matching.some(({ roles }) => roles.includes(role)))
}
