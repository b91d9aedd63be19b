import * as z from 'zod'
import { CONTACT_FIELD_NAMES, type Contact, mapContactFields } from '#app/domain/lead/contact.ts'
import { type Sql, joinSql, rawSql, sql } from './database.server.ts'

// Each contact field is a column of its name, in sessions and in assessments. The names are code, never input.
const columnNames = CONTACT_FIELD_NAMES.map((field) => `"${field}"`)

/** The contact fields of a row, for its schema. */
export const contactShape = mapContactFields(() => z.string().nullable())

/** The columns, with a comma between them. */
export const contactColumns: Sql = rawSql(columnNames.join(', '))

/** An expression: the contact of a row as a JSON object. */
export function contactJson(alias: string): Sql {
  const pairs = CONTACT_FIELD_NAMES.map((field) => `'${field}', ${alias}."${field}"`)
  return rawSql(`jsonb_build_object(${pairs.join(', ')})`)
}

/** A SET list, with a comma between its parts. */
export function assignContact(contact: Contact): Sql {
  return joinSql(
    CONTACT_FIELD_NAMES.map((field, index) => sql`${rawSql(columnNames[index]!)} = ${contact[field]}::text`),
  )
}
