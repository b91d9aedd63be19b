import { Tokens } from './auth.ts'
import { CallLog } from './calls.ts'
import type { Machine } from './dispatch.ts'
import { Faults } from './faults.ts'
import { DEFAULT_LIMITS, RateLimits } from './limits.ts'
import { DEFAULT_PORTAL, Portal } from './portal.ts'
import type { PortalOptions, StandInOptions } from './types.ts'

/** Also the token that `.dev.vars.example` has. */
const DEFAULT_TOKEN = 'pat-local-standin'

export interface MadeMachine {
  machine: Machine
  portalOptions: PortalOptions
  /** A portal as it was at start. */
  newPortal: () => Portal
  /** The one that is valid at start. */
  token: string
}

/**
 * The stand-in without its server: `dispatch` answers calls to it.
 * @throws Error when `provisioned` is set without `definitions`.
 */
export function createMachine(options: Omit<StandInOptions, 'port'>): MadeMachine {
  const { definitions, now = Date.now, seed = 1, token = DEFAULT_TOKEN } = options
  if (options.provisioned && !definitions) {
    throw new Error('HubSpot stand-in: `provisioned` needs `definitions`, the groups and properties to have')
  }
  const portalOptions = { ...DEFAULT_PORTAL, ...given(options) }
  const newPortal = () => {
    const portal = new Portal(portalOptions, now, seed)
    if (options.provisioned && definitions) portal.provision(definitions)
    return portal
  }
  const machine: Machine = {
    portal: newPortal(),
    tokens: new Tokens(token),
    limits: new RateLimits(
      { ...DEFAULT_LIMITS, ...options.limits },
      { id: portalOptions.portalId, timeZone: portalOptions.timeZone },
      now,
    ),
    faults: new Faults(options.faults ?? {}, seed, now),
    log: new CallLog(options.callsKept ?? 2000, options.onCall),
    recordBodies: options.recordBodies ?? false,
  }
  return { machine, portalOptions, newPortal, token }
}

/** The portal's options among all options, without those left undefined. */
function given(options: object): Partial<typeof DEFAULT_PORTAL> {
  const known = new Set(Object.keys(DEFAULT_PORTAL))
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => known.has(name) && value !== undefined),
  )
}
