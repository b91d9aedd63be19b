/** Ids, counts, durations, codes. Never an address, a name, an answer or a token. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, error: unknown, fields?: LogFields): void
}

/** Messages of drivers and providers quote personal data: class, code and place are kept, the message is not. */
function describeError(error: unknown): LogFields {
  if (error === null) return {}
  if (!(error instanceof Error)) return { errorName: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frame = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim()
  return { errorName: error.name, errorCode: code, sqlState: sqlState(error), errorAt: frame }
}

/** PostgreSQL's own code, where Prisma's says that a statement failed. */
function sqlState(error: Error): string | undefined {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }
  const code = meta?.driverAdapterError?.cause?.originalCode
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

export function createLog(
  context: LogFields = {},
  write: (level: 'info' | 'warn' | 'error', line: string) => void = (level, line) => console[level](line),
): Log {
  const emit = (level: 'info' | 'warn' | 'error', event: string, fields: LogFields) =>
    write(level, JSON.stringify({ level, event, ...context, ...fields }))
  return {
    info: (event, fields = {}) => emit('info', event, fields),
    warn: (event, fields = {}) => emit('warn', event, fields),
    error: (event, error, fields = {}) => emit('error', event, { ...fields, ...describeError(error) }),
  }
}
