import type * as z from 'zod'
import { type Answer, type Send, exchange, readAnswered } from '#app/clients/crm/exchange.server.ts'
import { TIMEOUTS } from '#app/domain/limits.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'
import { toError } from './errors.server.ts'
import { compositeAnswer, isErrorAnswer, tokenAnswer } from './wire.server.ts'

/** Salesforce keeps a version for three years at least. */
const DATA = '/services/data/v66.0'

const SALESFORCE = { crm: 'salesforce' } as const

export interface SalesforceSettings {
  /** the organization's My Domain, e.g. https://acme.my.salesforce.com */
  url: string
  clientId: string
  clientSecret: string
  timeoutMs?: number
}

/** Makes the requests of one call, which together take no longer than the call may. */
export type Call = <T>(work: (send: Send) => Promise<T>) => Promise<T>

/** Of this isolate; Salesforce ends one when it likes. A string holds no connection of the request that asked for it. */
const tokens = new Map<string, string>()

export function createCall(settings: SalesforceSettings): Call {
  const { url, clientId, timeoutMs = TIMEOUTS.crmCallMs } = settings
  const root = url.replace(/\/+$/, '')
  const key = `${root} ${clientId}`
  return (work) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const logIn = async () => {
      const token = await requestToken(root, settings, signal)
      tokens.set(key, token)
      return token
    }
    return work(async (method, path, schema, body) => {
      const request = (token: string) =>
        exchange(`${root}${DATA}${path}`, { method, ...withBody(token, body), signal }, SALESFORCE)
      const known = tokens.get(key)
      let answer = await request(known ?? (await logIn()))
      if (isSessionOver(answer) && known !== undefined) {
        tokens.delete(key)
        answer = await request(await logIn())
      }
      return parsed(answer, schema)
    })
  }
}

/** A part of a composite request may be the first to meet it, and the answer to the whole is a 200 then. */
function isSessionOver({ response: { status }, json }: Answer): boolean {
  const parts = compositeAnswer.safeParse(json).data?.compositeResponse ?? []
  return status === 401 || parts.some(({ httpStatusCode }) => httpStatusCode === 401)
}

function withBody(token: string, body: object | undefined): RequestInit {
  return {
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'user-agent': USER_AGENT,
      // A rule that only warns of somebody alike keeps no lead away.
      'sforce-duplicate-rule-header': 'allowSave=true',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }
}

async function requestToken(
  root: string,
  { clientId, clientSecret }: SalesforceSettings,
  signal: AbortSignal,
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  })
  const headers = { accept: 'application/json', 'user-agent': USER_AGENT }
  const answer = await exchange(
    `${root}/services/oauth2/token`,
    { method: 'POST', headers, body, signal },
    SALESFORCE,
  )
  return parsed(answer, tokenAnswer, true).access_token
}

function parsed<T>(answer: Answer, schema: z.ZodType<T>, isLogin = false): T {
  const { response, text, json } = answer
  const { status, headers } = response
  if (!response.ok) throw toError(status, headers, { text, json, isLogin })
  return readAnswered(answer, schema, isErrorAnswer, SALESFORCE)
}
