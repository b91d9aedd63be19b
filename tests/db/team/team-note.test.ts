import { expect, test } from 'vitest'
import { compareWaiting, insertTeam, joinTeam } from '#app/data/teams.server.ts'
import { IN_PLACE, LEAST_COMPARED } from '#app/domain/team/agreement.ts'
import type { Choice } from '#app/domain/quiz/structure.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { followUpSettings } from '#tests/helpers/follow-ups.ts'
import { createTestLead, drainDependencies, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync()

const followUps = followUpSettings({ notes: true })
const TOKEN_HASH = 'cd'.repeat(32)
const compare = (sessionId: string) =>
  compareWaiting(
    db,
    { tokenHash: TOKEN_HASH, sessionIds: [sessionId] },
    {
      scorecard: QUIZ.scorecard,
      quizVersion: QUIZ.version,
      questionIds: QUIZ.questions.map(({ id }) => id),
      inPlace: IN_PLACE,
      least: LEAST_COMPARED,
    },
    [],
  )

/** Two people who answer by the link of a lead's team as its maker has, but for one question. */
async function askTeamOf(lead: { id: string }, others: readonly Choice[] = ['A', 'E']): Promise<void> {
  await insertTeam(db, { id: crypto.randomUUID(), tokenHash: TOKEN_HASH, assessmentId: lead.id })
  for (const choice of others) {
    const responses = answerAll('B', { governance_1: choice })
    const { id, sessionId } = await createTestAssessment(db, { ...NO_CONTACT, responses })
    expect(await joinTeam(db, { tokenHash: TOKEN_HASH, sessionIds: [sessionId] }, id, [])).toBe(true)
  }
}

test('the note about whoever asked their team says how far it agrees, beside what was written in it since, and once', async () => {
  const lead = await createTestLead(db)
  await drain({ followUps })
  const [note] = portal.notes()
  expect(note!.body).not.toContain('Leadership team')
  await drainDependencies(db, portal).crm!.notes!.updateNote(note!.id, `${note!.body}<p>Called.</p>`)
  await askTeamOf(lead)

  expect(await compare(lead.sessionId)).toBe(true)
  await drain({ followUps })

  const line =
    'Leadership team: 3 people compared, agreed on 15 of 16 questions, furthest apart in Implementation Governance.'
  expect(portal.notes()).toHaveLength(1)
  expect(portal.notes()[0]!.body).toContain('<p>Called.</p>')
  expect(portal.notes()[0]!.body.split(line)).toHaveLength(2)
  await db.hubspotFollowUp.updateMany({ data: { status: 'pending', completedAt: null } })
  await drain({ followUps })
  expect(portal.notes()[0]!.body.split(line)).toHaveLength(2)
})

test('a team that was compared before its maker agreed to be contacted is in the note from the start', async () => {
  const lead = await createTestLead(db)
  await askTeamOf(lead)
  await compare(lead.sessionId)

  await drain({ followUps })

  expect(portal.notes()[0]!.body).toContain('3 people compared')
})

test('a team that agrees on every question is furthest apart in nothing', async () => {
  const lead = await createTestLead(db, { responses: answerAll('B') })
  await askTeamOf(lead, ['A', 'B'])
  await compare(lead.sessionId)

  await drain({ followUps })

  expect(portal.notes()[0]!.body).toContain(
    '<p>Leadership team: 3 people compared, agreed on 16 of 16 questions.</p>',
  )
})
