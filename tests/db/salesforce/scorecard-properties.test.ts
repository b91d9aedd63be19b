import { expect, test } from 'vitest'
import { fieldOf } from '#app/domain/salesforce/fields.ts'
import { scorecardsInCrm } from '#app/content/crm.ts'
import { namesIn } from '#app/domain/hubspot/score-names.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'
import { UNCONFIRMED, createTestLead } from '#tests/helpers/hubspot-sync.ts'
import { useSalesforceSync } from '#tests/helpers/salesforce-sync.ts'

// Somebody has to make the fields of a second scorecard by hand, and anybody may take it.

const { db, organization, drain, erase, pauses } = await useSalesforceSync()

const QUICK = {
  scorecard: QUICK_CHECK.scorecard,
  quizVersion: QUICK_CHECK.version,
  scoreBreakdown: Object.fromEntries(QUICK_CHECK.areas.map(({ breakdownKey }) => [breakdownKey, 75])),
  qualifiedForBriefing: true,
}

const QUICK_FIELDS = scorecardsInCrm().flatMap(({ names }) =>
  namesIn(names).flatMap((name) => fieldOf('contacts', name) ?? []),
)

function forget(object: 'Contact' | 'Opportunity', fields: readonly string[] = QUICK_FIELDS): void {
  for (const field of fields) organization.define(object, field, null)
}

const contactOf = (email: string) => organization.contacts().find(({ Email }) => Email === email)

test.each([
  ['confirmed', {}],
  ['unconfirmed', UNCONFIRMED],
])(
  'leads of a scorecard whose fields the organization lacks go without them, and hold up nobody: %s',
  async (_, state) => {
    forget('Contact')
    forget('Opportunity')
    for (const email of ['quick@example.com', 'readiness@example.com'])
      organization.insert('Contact', { LastName: 'Sample', Email: email })
    await createTestLead(db, { ...state, ...QUICK, email: 'quick@example.com' })
    await createTestLead(db, { ...state, email: 'readiness@example.com', qualifiedForBriefing: true })

    const counts = await drain()

    expect(counts).toMatchObject({ completed: 2, stopped: null })
    expect(counts?.unknownAnswers).toMatch(/property_missing .*properties=QUICK_\w*Score__c/)
    expect(await pauses()).toEqual([])
    expect(Object.keys(contactOf('quick@example.com')!).filter((name) => name.startsWith('QUICK_'))).toEqual(
      [],
    )
    expect(contactOf('readiness@example.com')).toHaveProperty('AI_Assessment_Score__c')
    expect(organization.opportunities()).toHaveLength(2)
  },
)

test('such a lead that comes alone, and again with a field fewer, arrives as well', async () => {
  forget('Contact', ['QUICK_Check_Score__c'])
  await createTestLead(db, { ...QUICK, email: 'alone@example.com' })
  expect(await drain()).toMatchObject({ completed: 1, stopped: null })
  forget('Contact')
  await createTestLead(db, { ...QUICK, email: 'again@example.com' })
  expect(await drain()).toMatchObject({ completed: 1, stopped: null })
  expect(organization.contacts()).toHaveLength(2)
  expect(organization.opportunities().map((row) => row.QUICK_Check_Score__c)).toEqual([75, 75])
})

test('whoever is erased is emptied without them', async () => {
  await createTestLead(db, { ...QUICK, email: 'quick@example.com' })
  forget('Contact')
  await drain()
  await erasePersonRows(db, {
    email: 'quick@example.com',
    addressHash: 'hash-of-quick',
    recipientHashes: ['recipient-of-quick'],
    source: 'operator',
    before: null,
  })
  expect(await erase()).toMatchObject({ completed: 1, stopped: null })
  expect(organization.contacts()).toEqual([])
  expect(organization.deleted()).toMatchObject([{ Email: null, AI_Assessment_Score__c: null }, {}])
})

test('a field of the default scorecard that the organization lacks pauses the contacts, as it did', async () => {
  forget('Contact', ['AI_Lead_Quality__c'])
  await createTestLead(db)
  expect(await drain()).toMatchObject({ completed: 0, stopped: 'portal_settings' })
})
