/**
 * Whose fault an answer of a provider is, and so what becomes of the row that met it.
 *
 * - `record`: a parsed, known answer names a value of this very record. Only this may end a row.
 * - `account`: key, permission, quota, sender, property, pipeline. Pauses the operation, costs the row nothing.
 * - `provider`: everything else, whatever its status. Tried again over days, never ended by a count.
 */
export type FaultOwner = 'record' | 'account' | 'provider'
