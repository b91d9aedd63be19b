/** What a person can do about their data, by the value that forms send. */
export const PRIVACY_ACTIONS = {
  export: 'export',
  erase: 'erasure',
  withdraw: 'withdrawal',
} as const

export type PrivacyAction = keyof typeof PRIVACY_ACTIONS
export type PrivacyKind = (typeof PRIVACY_ACTIONS)[PrivacyAction]
export const PRIVACY_KINDS = Object.values(PRIVACY_ACTIONS)

/** @returns null for a value that no form of ours sends */
export function parsePrivacyAction(value: string | undefined): PrivacyAction | null {
  return value !== undefined && Object.hasOwn(PRIVACY_ACTIONS, value) ? (value as PrivacyAction) : null
}

export function findAction(kind: PrivacyKind): PrivacyAction {
  return (Object.keys(PRIVACY_ACTIONS) as PrivacyAction[]).find((action) => PRIVACY_ACTIONS[action] === kind)!
}
