import type { Choice } from '#app/domain/quiz/quiz.ts'
import { type Visitor, expectRedirect, textOf } from './visitor.ts'

/** Of the address of somebody's results. */
export const idOf = (path: string) => path.split('/').at(-1)!

/** Makes a team of the results at `path`, in the browser that has answered. @returns the team's link */
export async function askTeam(owner: Visitor, path: string): Promise<string> {
  expectRedirect(await owner.post(path, { intent: 'ask_team' }), `${path}#team`)
  return /\/team\/\w{26}/.exec(await (await owner.get(path)).text())![0]
}

/** Starts from the team's link as its form does. @returns the path of the results */
export async function answerFor(
  member: Visitor,
  link: string,
  choice: Choice,
  extra: Record<string, string> = {},
): Promise<string> {
  const page = await textOf(await member.get(link))
  const [, team] = /name="team" value="(\w+)"/.exec(page)!
  expectRedirect(await member.post('/assessment/start', { team: team! }), '/assessment/step/1')
  return member.complete(choice, extra)
}

/** Presses a button of the team's page, for the results at `path`. */
export const act = (browser: Visitor, link: string, intent: string, path: string) =>
  browser.post(link, { intent, result: idOf(path) })
