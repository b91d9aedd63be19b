import type { ItemAnswer } from './types.ts'

export interface Answer {
  status: number
  body?: unknown
  html?: boolean
}

export const refusal = (status: number, errorCode: string, message: string): Answer => ({
  status,
  body: [{ errorCode, message }],
})

export function itemError(statusCode: string, message: string, fields: string[]): ItemAnswer {
  return { id: null, success: false, errors: [{ statusCode, message, fields }] }
}
