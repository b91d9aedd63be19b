import { expect, test } from 'vitest'
import { compareWaiting, insertTeam, joinTeam } from '#app/data/teams.server.ts'
import { IN_PLACE, LEAST_COMPARED } from '#app/domain/team/agreement.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { followUpSettings, makeFollowUpsDue } from '#tests/helpers/follow-ups.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'
import { useSalesforceSync } from '#tests/helpers/salesforce-sync.ts'
import { EMAIL } from '#tests/helpers/withdrawal.ts'

const { db, organization, drain, erase } = await useSalesforceSync()

const followUps = followUpSettings({ notes: true })
const TOKEN_HASH = 'cd'.repeat(32)

async function compareTeamOf({ id, sessionId }: { id: string; sessionId: string }): Promise<void> {
  await insertTeam(db, { id: crypto.randomUUID(), tokenHash: TOKEN_HASH, assessmentId: id })
  for (const choice of ['A', 'E'] as const) {
    const responses = answerAll('B', { governance_1: choice })
    const other = await createTestAssessment(db, { ...NO_CONTACT, responses })
    await joinTeam(db, { tokenHash: TOKEN_HASH, sessionIds: [other.sessionId] }, other.id, [])
  }
  const questionIds = QUIZ.questions.map((question) => question.id)
  const { scorecard, version: quizVersion } = QUIZ
  const rules = { scorecard, quizVersion, questionIds, inPlace: IN_PLACE, least: LEAST_COMPARED }
  expect(await compareWaiting(db, { tokenHash: TOKEN_HASH, sessionIds: [sessionId] }, rules, [])).toBe(true)
}

test('a task on the contact says in plain text what HubSpot has as a note, and counts as nothing that sales have done', async () => {
  const lead = await createTestLead(db)
  await drain({ followUps })
  expect(organization.tasks()).toHaveLength(1)
  const [task] = organization.tasks()
  const [contact] = organization.contacts()
  expect(task!.WhoId).toBe(contact!.Id)
  expect(task!.Status).toBeUndefined()
  expect(contact!.LastActivityDate ?? null).toBeNull()
  const text = String(task!.Description)
  expect(text).toContain(
    `The lead in the scorecard: https://scorecard.example.com/ops/leads/${lead.id} (sign in)`,
  )
  expect(text).not.toMatch(/<\/?[a-z]|&#?\w+;/)
})

test('how far the leadership team agrees comes to the same task, beside what sales have written, and once', async () => {
  const lead = await createTestLead(db)
  await drain({ followUps })
  const id = String(organization.tasks()[0]!.Id)
  organization.change('Task', id, {
    Description: `${String(organization.tasks()[0]!.Description)}\nR&D <asap>`,
  })
  await compareTeamOf(lead)

  for (let time = 0; time < 2; time++) {
    await drain({ followUps })
    await db.hubspotFollowUp.updateMany({ data: { status: 'pending', completedAt: null } })
    await makeFollowUpsDue(db)
  }

  const text = String(organization.tasks()[0]!.Description)
  const line =
    'Leadership team: 3 people compared, agreed on 15 of 16 questions, furthest apart in Implementation Governance.'
  expect(organization.tasks()).toHaveLength(1)
  expect(text.split(line)).toHaveLength(2)
  expect(text).toContain('\nR&D <asap>')
  expect(organization.unexpected()).toEqual([])
})

test('a task that nobody knows to have been made is found by its link, and not made again', async () => {
  await createTestLead(db)
  await drain({ followUps })
  await db.hubspotFollowUp.updateMany({ data: { status: 'pending', completedAt: null, noteId: null } })
  await makeFollowUpsDue(db)
  await drain({ followUps })
  expect(organization.tasks()).toHaveLength(1)
  expect(await db.hubspotFollowUp.findFirstOrThrow()).toMatchObject({
    status: 'completed',
    noteId: organization.tasks()[0]!.Id,
  })
})

test('an erasure takes the task, without its words', async () => {
  await createTestLead(db, { email: EMAIL })
  await drain({ followUps })
  await erasePersonRows(db, {
    email: EMAIL,
    addressHash: 'hash-of-robin',
    recipientHashes: ['recipient-of-robin'],
    source: 'operator',
    before: null,
  })
  expect(await erase()).toMatchObject({ completed: 1, stopped: null })
  expect(organization.tasks()).toEqual([])
  expect(JSON.stringify(organization.deleted())).not.toMatch(/ops\/leads|of 100/)
})
