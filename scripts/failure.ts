import { getSystemErrorMap } from 'node:util'

/** Kinds of error that are faults of the code: their messages may quote values, and nobody can act on them. */
const FAULTS = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'ZodError', '$ZodError'])

/**
 * What an operator reads of a failure: one line that says what to do, or, of a fault in the code, where it is. Messages
 * of the database client may quote parameters, and those are addresses: only ours are shown.
 */
export async function describeFailure(error: unknown): Promise<string> {
  if (!(error instanceof Error)) return 'Failed, for a reason that nobody gave.'
  if (error.name.startsWith('PrismaClient')) {
    const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
    return `The database refused a statement${code}. Is it migrated? npm run db:migrate`
  }
  if (FAULTS.has(error.name)) {
    const stack = (error.stack ?? '').replace(error.message, '')
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
    return [`A fault in the code (${error.name}). Please report it with these lines:`, ...frames].join('\n')
  }
  if (isFileError(error)) return `${error.path}: ${reasonOf(error.errno)}`
  if (error.constructor === Error) return error.message
  const { CrmError } = await import('#app/domain/crm/errors.ts')
  if (!(error instanceof CrmError)) return error.message
  const { explainSyncError } = await import('#app/domain/crm/explain-failure.ts')
  return explainSyncError(error.error, 'script')
}

function isFileError(error: Error): error is Error & { path: string; errno: number } {
  return 'path' in error && 'errno' in error && typeof error.errno === 'number'
}

function reasonOf(errno: number): string {
  return getSystemErrorMap().get(errno)?.[1] ?? 'cannot be used'
}
