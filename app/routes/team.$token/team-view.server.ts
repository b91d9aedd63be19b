import type { ComparedQuestion, ComparisonProps } from '#app/components/team/comparison.tsx'
import type { InvitationProps } from '#app/components/team/invitation.tsx'
import type { TeamPageProps } from '#app/components/team/team-page.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { type Quiz, findArea, findQuestion, isQuizOf } from '#app/domain/quiz/quiz.ts'
import { type QuestionAgreement, compareTeam } from '#app/domain/team/agreement.ts'
import { type Mount, mountedPath } from '#app/domain/visit/mount.ts'
import type { OpenedTeam } from '#app/services/team/open-team.server.ts'

export type TeamView = { kind: 'invitation'; props: InvitationProps } | { kind: 'team'; props: TeamPageProps }

export function teamView(
  team: OpenedTeam,
  { token, mount, siteUrl, hasLeft }: { token: string; mount: Mount; siteUrl: string; hasLeft: boolean },
): TeamView {
  const { member, ownerId, joinable, stepUnderWay, waiting } = team
  const quiz = quizOf({ ...team, language: mount.language })
  const sameQuestions = isQuizOf(quiz, team)
  const resultId = member?.id ?? ownerId
  if (resultId === null)
    return {
      kind: 'invitation',
      props: {
        token,
        quizName: quiz.name,
        minutes: quiz.minutes,
        sameQuestions,
        hasLeft,
        joinable: joinable
          ? { id: joinable.id, day: dayInWords(joinable.completedAt, mount.language) }
          : undefined,
        stepUnderWay: stepUnderWay ?? undefined,
      },
    }
  return {
    kind: 'team',
    props: {
      token,
      sameQuestions,
      waiting,
      url: new URL(mountedPath(mount, `/team/${token}`), siteUrl).href,
      resultId,
      isOwner: ownerId !== null,
      state: member?.state ?? null,
      comparison: (sameQuestions && comparisonView(quiz, team)) || undefined,
    },
  }
}

function comparisonView(quiz: Quiz, { groups }: OpenedTeam): ComparisonProps | null {
  const comparison = compareTeam(quiz, groups)
  if (!comparison) return null
  const inWords = ({ questionId, together, agreement }: QuestionAgreement): ComparedQuestion => {
    const { title, area } = findQuestion(quiz, questionId)!
    return { id: questionId, title, areaName: findArea(quiz, area)!.name, together, agreement }
  }
  return {
    ...comparison,
    areas: comparison.areas.map(({ area, questions, ...sums }) => ({
      ...sums,
      id: area,
      name: findArea(quiz, area)!.name,
      questions: questions.map(inWords),
    })),
    disputed: comparison.disputed.map(inWords),
  }
}
