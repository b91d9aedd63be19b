import type { ComparedQuestion, ComparisonProps } from '#app/components/team/comparison.tsx'
import type { InvitationProps } from '#app/components/team/invitation.tsx'
import type { TeamPageProps } from '#app/components/team/team-page.tsx'
import { dayInWords } from '#app/domain/day.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { type Mount, mountedPath } from '#app/domain/visit/mount.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { findArea, findQuestion } from '#app/domain/quiz/quiz.ts'
import { type QuestionAgreement, compareTeam } from '#app/domain/team/agreement.ts'
import type { OpenedTeam } from '#app/services/team/open-team.server.ts'

export type TeamView = { kind: 'invitation'; props: InvitationProps } | { kind: 'team'; props: TeamPageProps }

export function teamView(
  team: OpenedTeam,
  { token, siteUrl, hasLeft, mount }: { token: string; siteUrl: string; hasLeft: boolean; mount: Mount },
): TeamView {
  const { member, ownerId, joinable, stepUnderWay, waiting } = team
  const sameQuestions = team.quizVersion === quizOf(team).version
  const resultId = member?.id ?? ownerId
  if (resultId === null)
    return {
      kind: 'invitation',
      props: {
        token,
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
      comparison: comparisonView(team, mount.language) ?? undefined,
    },
  }
}

/** Null also where the words of the questions are not known any more. */
function comparisonView({ quizVersion, groups }: OpenedTeam, language: Language): ComparisonProps | null {
  const quiz = quizOf({ quizVersion, language })
  const comparison = quizVersion === quiz.version ? compareTeam(quiz, groups) : null
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
