import type { Prisma, PrismaClient } from './generated/workerd/client.ts'

/** The database as every function of `app/data` takes it: a client, or the inside of a transaction. */
export type Database = PrismaClient | Prisma.TransactionClient

export type { Prisma, PrismaClient }
export type {
  Assessment,
  AssessmentSession,
  ContactMark,
  EmailMessage,
  Erasure,
  HubspotSyncQueue,
  PrivacyRequest,
} from './generated/workerd/client.ts'

// Composable SQL, from the runtime that the Worker ships anyway; it is plain JavaScript and runs on Node as well.
export {
  empty as emptySql,
  join as joinSql,
  raw as rawSql,
  sqltag as sql,
} from '@prisma/client/runtime/wasm-compiler-edge'
export type { Sql } from '@prisma/client/runtime/wasm-compiler-edge'
