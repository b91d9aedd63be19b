/** One entry of `errors[]` in a HubSpot error body. */
export interface ErrorDetail {
  message: string
  code?: string
  /** what the forms API has instead of a code */
  errorType?: string
  context?: Record<string, string[]>
}

/** Why a call, or one input of a batch, is refused; the HTTP status counts only for a whole call. */
export interface Failure {
  status: number
  category?: string
  message: string
  subCategory?: string
  context?: Record<string, string[]>
  errors?: ErrorDetail[]
  links?: Record<string, string>
  /** Fields that only limit errors have: `errorType`, `policyName`, `groupName`, `requestId`. */
  extra?: Record<string, string>
  headers?: Record<string, string>
}

/** Thrown by an endpoint to refuse the whole call; nothing of it is written. */
export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
    this.name = 'Refused'
  }
}

/** The JSON body of a refused call, as HubSpot's error handling guide describes it. */
export function failureBody(failure: Failure, correlationId: string): Record<string, unknown> {
  return {
    status: 'error',
    message: failure.message,
    ...(failure.extra ?? {}),
    correlationId,
    ...(failure.context ? { context: failure.context } : {}),
    ...(failure.errors ? { errors: failure.errors } : {}),
    ...(failure.links ? { links: failure.links } : {}),
    ...(failure.category ? { category: failure.category } : {}),
    ...(failure.subCategory ? { subCategory: failure.subCategory } : {}),
  }
}

/**
 * An entry of a partial answer's `errors[]`. It has no codes of its own: in captured 207 bodies the code is only
 * inside the message's embedded JSON.
 */
export function batchItemError(failure: Failure, traceId?: string): Record<string, unknown> {
  const trace: Record<string, string[]> = traceId === undefined ? {} : { objectWriteTraceId: [traceId] }
  return {
    status: 'error',
    category: failure.category ?? 'VALIDATION_ERROR',
    message: failure.message,
    context: { ...failure.context, ...trace },
  }
}

/** 400 VALIDATION_ERROR with a message of its own. */
export function invalid(message: string, context?: Record<string, string[]>): Failure {
  return { status: 400, category: 'VALIDATION_ERROR', message, ...(context ? { context } : {}) }
}

/** 404 for one record or definition. */
export function notFound(message = 'resource not found'): Failure {
  return { status: 404, category: 'OBJECT_NOT_FOUND', message }
}

/** 409 for a record that exists; the number it names is an object id, never personal data. */
export function alreadyExists(noun: string, id: string): Failure {
  return {
    status: 409,
    category: 'CONFLICT',
    message: `${noun} already exists. Existing ID: ${id}`,
    context: { existingId: [id] },
  }
}

/** A value another record holds already. HubSpot's text repeats the value, e-mail addresses included. */
export function uniqueClash(where: {
  portalId: number
  objectTypeId: string
  property: string
  value: string
  on: string
  holder: string
}): Failure {
  const { portalId, objectTypeId, property, value, on, holder } = where
  const at = `portalId=${portalId}, objectTypeId=${objectTypeId}, propertyName=${property}, value=${value}`
  return invalid(`Cannot set PropertyValueCoordinates{${at}} on ${on}. ${holder} already has that value.`)
}

/** One property value that HubSpot does not take. */
export interface PropertyProblem {
  code: string
  property: string
  message: string
  value: string
}

/** 400 for property values; the message embeds JSON that carries code and raw value, as HubSpot's does. */
export function invalidProperties(problems: PropertyProblem[], portalId: number): Failure {
  const embedded = problems.map((problem) => ({
    isValid: false,
    message: problem.message,
    error: problem.code,
    name: problem.property,
    localizedErrorMessage: problem.message,
    propertyValue: problem.value,
    portalId,
  }))
  return {
    status: 400,
    category: 'VALIDATION_ERROR',
    message: `Property values were not valid: ${JSON.stringify(embedded)}`,
    errors: problems.map((problem) => ({
      message: problem.message,
      code: problem.code,
      context: { propertyName: [problem.property] },
    })),
  }
}
