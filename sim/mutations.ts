import type { Crm } from '#app/domain/crm/crm.ts'
import { RefusedError } from '#app/domain/crm/errors.ts'
import type { Rewrite } from './gate.ts'

/** Takes one safeguard away from the product, from outside: a simulation that is worth its name finds out. */
export interface Mutation {
  rewrite?: Rewrite
  wrapCrm?: (crm: Crm) => Crm
}

/** A mutation finds what it takes away, or it proves nothing. */
class NothingToTakeAway extends Error {}

/** @param mark occurs in the statements that it is about, and in no others */
function without(mark: RegExp, part: RegExp, instead: string): Rewrite {
  return (sql) => {
    if (!mark.test(sql)) return sql
    const changed = sql.replace(part, instead)
    if (changed === sql) throw new NothingToTakeAway(`No ${String(part)} in a statement with ${String(mark)}`)
    return changed
  }
}

const SETTLES = /settled AS \(/
const CLAIMS = /claimed AS \(\s*UPDATE/

export const MUTATIONS = {
  /** Whoever has slept through a lease settles all the same. */
  'no fence': { rewrite: without(SETTLES, /q\."claimToken" = o\.token AND/, '') },

  /** A claimed row stays due. */
  'no lease': {
    rewrite: without(CLAIMS, /("nextRetryAt" = now\(\) \+ make_interval\(secs => )(\$\d+)/, '$10 * $2'),
  },

  /** Queue rows are locked before their assessments. */
  'no lock order': {
    rewrite: (sql) =>
      /held AS MATERIALIZED/.test(sql)
        ? sql
            .replace(/, held AS MATERIALIZED \([\s\S]*?FOR NO KEY UPDATE\s*\)/, '')
            .replace('(SELECT count(*) FROM held) >= 0', 'true')
        : sql,
  },

  /** The failed items of a batch are told by their place, not by the trace id that they carry. */
  'no trace id': {
    wrapCrm: (crm) => {
      const byPlace =
        (write: Crm['upsert']): Crm['upsert'] =>
        async (type, idProperty, inputs) => {
          const { results, failures } = await write(type, idProperty, inputs)
          return {
            results,
            failures: failures.map((failure, index) => ({
              ...failure,
              traceIds: inputs.slice(index, index + 1).map(({ traceId }) => traceId),
            })),
          }
        }
      return { ...crm, upsert: byPlace(crm.upsert), create: byPlace(crm.create) }
    },
  },

  /** Contacts of unconfirmed addresses are upserted as well. */
  'no creation first': {
    wrapCrm: (crm) => ({
      ...crm,
      create: (type, ...args) => crm[type === 'contacts' ? 'upsert' : 'create'](type, ...args),
    }),
  },

  /** A note that may be there already is not looked for. */
  'no look for notes': {
    wrapCrm: (crm) => ({
      ...crm,
      notes: crm.notes && {
        ...crm.notes,
        notesOfContacts: () => Promise.resolve({ notes: [], next: [] }),
      },
    }),
  },

  /** Whatever goes wrong with a batch is taken for its records' fault. */
  'no record-fault check': {
    wrapCrm: (crm) => ({
      ...crm,
      upsert: async (type, idProperty, inputs) =>
        crm.upsert(type, idProperty, inputs).catch(() => {
          throw new RefusedError({
            kind: 'invalid_email',
            status: 400,
            codes: ['INVALID_EMAIL'],
            properties: ['email'],
          })
        }),
    }),
  },
} satisfies Record<string, Mutation>
