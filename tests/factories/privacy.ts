import type { Database, Prisma } from '#app/data/database.server.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { nextNumber } from './counter.ts'

/** A stored request about a person's data whose link works for a day. */
export async function createTestPrivacyRequest(
  db: Database,
  overrides: Partial<Prisma.PrivacyRequestUncheckedCreateInput> = {},
) {
  const number = nextNumber()
  return db.privacyRequest.create({
    data: {
      id: `request-${number}`,
      tokenHash: number.toString(16).padStart(64, '0'),
      kind: 'export',
      email: `person-${number}@example.com`,
      addressHash: `address-${number}`,
      expiresAt: new Date(Date.now() + LIFETIMES.privacyLink * 1000),
      ...overrides,
    },
  })
}

/** A stored erasure that HubSpot has not heard of yet. */
export async function createTestErasure(
  db: Database,
  overrides: Partial<Prisma.ErasureUncheckedCreateInput> = {},
) {
  const number = nextNumber()
  return db.erasure.create({
    data: {
      addressHash: `address-${number}`,
      source: 'request',
      email: `person-${number}@example.com`,
      ...overrides,
    },
  })
}

/** A stored link to an assessment's results that works for a day. */
export async function createTestAccessLink(
  db: Database,
  overrides: Partial<Prisma.AccessLinkUncheckedCreateInput> = {},
) {
  const number = nextNumber()
  return db.accessLink.create({
    data: {
      id: `link-${number}`,
      tokenHash: number.toString(16).padStart(64, '0'),
      kind: 'results',
      recipientHash: `recipient-${number}`,
      expiresAt: new Date(Date.now() + LIFETIMES.privacyLink * 1000),
      ...overrides,
    },
  })
}

/** A stored withdrawal, by whoever has shown that the address is theirs, that HubSpot has not heard of yet. */
export async function createTestContactMark(
  db: Database,
  overrides: Partial<Prisma.ContactMarkUncheckedCreateInput> = {},
) {
  const number = nextNumber()
  return db.contactMark.create({
    data: {
      kind: 'withdrawn',
      source: 'request',
      confirmed: true,
      email: `person-${number}@example.com`,
      recipientHash: `recipient-${number}`,
      ...overrides,
    },
  })
}
