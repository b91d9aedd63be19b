/**
 * Whose fault a provider's answer is. `record`: a known answer names a value of this very record; only this may end a row.
 * `account`: key, permission, quota, sender, property, pipeline; pauses the operation and costs the row nothing.
 * `provider`: everything else, whatever its status; tried again over days.
 */
export type FaultOwner = 'record' | 'account' | 'provider'
