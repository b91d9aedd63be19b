import type { NewNote } from '#app/domain/crm/crm.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import { contactsOf, optOut } from './contacts.server.ts'
import { createCrmError } from '#app/clients/crm/exchange.server.ts'
import { TASK_SUBJECT } from './note-calls.server.ts'
import { anyOf, query } from './soql.server.ts'
import type { Call } from './transport.server.ts'
import { type Written, writeAll } from './write.server.ts'

/** What was only taken back says nothing: the other one says why. */
function requireWritten(written: readonly Written[]): void {
  const errors = written.flatMap((answer) => ('error' in answer ? [answer.error] : []))
  const isCause = ({ codes = [] }: SyncError) => !codes.includes('ALL_OR_NONE_OPERATION_ROLLED_BACK')
  const cause = errors.find(isCause) ?? errors[0]
  if (cause) throw createCrmError(cause)
}

export function personCalls(call: Call) {
  return {
    unsubscribe: (address: string) =>
      call(async (send) => {
        requireWritten(await optOut(send, await contactsOf(send, [address], [])))
      }),

    isUnsubscribed: (address: string) =>
      call(async (send) => {
        const where = `HasOptedOutOfEmail = true AND (${anyOf('Email', [address])})`
        return (await query(send, `SELECT Id FROM Contact WHERE ${where}`)).length > 0
      }),

    /** An open task each: somebody has to see it. */
    createNote: ({ text, at, on }: NewNote) =>
      call(async (send) => {
        const items = on.map(({ type, id }) => ({
          fields: {
            Subject: TASK_SUBJECT,
            Description: text,
            ActivityDate: at.toISOString().slice(0, 10),
            [type === 'contacts' ? 'WhoId' : 'WhatId']: id,
          },
        }))
        requireWritten(await writeAll(send, 'Task', items, { allOrNone: true }))
      }),
  }
}
