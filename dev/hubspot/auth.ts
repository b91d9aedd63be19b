import type { Failure } from './errors.ts'

type Granted = 'all' | Set<string>

/** Valid bearer tokens with their scopes. */
export class Tokens {
  readonly #granted = new Map<string, Granted>()
  readonly #initial: string

  constructor(initial: string) {
    this.#initial = initial

    this.reset()
  }

  add(token: string, scopes?: string[]): void {
    this.#granted.set(token, scopes ? new Set(scopes) : 'all')
  }

  revoke(token: string): void {
    this.#granted.delete(token)
  }

  reset(): void {
    this.#granted.clear()
    this.add(this.#initial)
  }

  list(): { token: string; scopes: string[] | 'all' }[] {
    return [...this.#granted].map(([token, scopes]) => ({
      token,
      scopes: scopes === 'all' ? scopes : [...scopes],
    }))
  }

  /** The valid token of an `Authorization` header. */
  authenticate(header: string | undefined): string | undefined {
    const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
    return token !== undefined && this.#granted.has(token) ? token : undefined
  }

  /** The first scope or choice of scopes that a token lacks. */
  lacking(token: string, required: (string | string[])[]): string[] | undefined {
    const scopes = this.#granted.get(token)
    if (scopes === undefined || scopes === 'all') return undefined
    const missing = required.filter((need) => ![need].flat().some((scope) => scopes.has(scope)))
    return missing.length > 0 ? missing.flat() : undefined
  }
}

export const INVALID_AUTHENTICATION: Failure = {
  status: 401,
  category: 'INVALID_AUTHENTICATION',
  message:
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
}

export const EXPIRED_AUTHENTICATION: Failure = {
  status: 401,
  category: 'EXPIRED_AUTHENTICATION',
  message: 'The OAuth token used to make this call expired.',
}

/** 403 that names the scopes in `errors[].context`. */
export function missingScopes(scopes: string[]): Failure {
  const link = 'https://developers.hubspot.com/scopes'
  return {
    status: 403,
    category: 'MISSING_SCOPES',
    message: `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${link}.`,
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: scopes },
      },
    ],
    links: { scopes: link },
  }
}
