import { scorecardsInCrm } from '#app/content/crm.ts'
import { SCORE_NAMES, namesIn } from '#app/domain/hubspot/score-names.ts'
import { findOverwrittenContacts, findResetDeals } from './sales.ts'
import { CRM_DAYS, startJob } from './jobs.ts'
import { rest, settle } from './play.ts'
import { arrive } from './visitors.ts'
import type { World } from './world.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const NAMES = [SCORE_NAMES, ...scorecardsInCrm().map(({ names }) => names)]

const scoresIn = ({ properties }: { properties: Record<string, string> }) =>
  NAMES.flatMap(namesIn).filter((name) => properties[name])

const contactsOf = ({ providers }: World) => [...providers.hubspot.portal.records.contacts.live.values()]

/** The period in HubSpot passes: before, nobody is cleared; then everybody but who comes again while the job runs. */
export async function passCrmPeriod(world: World): Promise<void> {
  const { time, watch, scheduler, choice } = world
  const before = contactsOf(world).map(scoresIn)
  startJob(world, 'clear')
  await rest(world)
  if (String(contactsOf(world).map(scoresIn)) !== String(before))
    watch.report('a contact is cleared whose period is not over')

  time.advanceTo(time.now + CRM_DAYS * DAY_MS)
  const since = new Date(time.now - DAY_MS).toISOString().slice(0, 10)
  startJob(world, 'clear')
  for (let steps = choice.between(0, 40); steps > 0 && (await scheduler.step()); steps--);
  await arrive(world)
  startJob(world, 'clear')
  await settle(world)
  startJob(world, 'clear')
  await rest(world)
  const here = await world.database.read<{ email: string; isNew: boolean }>(
    `SELECT lower(email) AS email, "hubspotSyncStatus" = 'synced' AND "addressConfirmedAt" IS NOT NULL AND "createdAt" >= '${since}' AS "isNew"
     FROM assessments WHERE email IS NOT NULL`,
  )
  // Somebody has to look at these: until then they are the erasure's.
  const looked = await world.database.read<{ id: string }>(
    `SELECT unnest("contactIds" || "formerContactIds") AS id FROM erasures WHERE status <> 'completed'`,
  )
  for (const contact of contactsOf(world)) {
    const { email: first, hs_additional_emails: further = '' } = contact.properties
    const theirs = here.filter(({ email }) => [first, ...further.split(';')].includes(email))
    const isLeft = theirs.length > 0 || looked.some(({ id }) => id === contact.id)
    const date = contact.properties[SCORE_NAMES.date] ?? ''
    if (theirs.some(({ isNew }) => isNew) && date < since)
      watch.report('a contact is cleared of somebody who has come again')
    if (!isLeft && scoresIn(contact).length > 0 && date < since)
      watch.report('a contact has its scores although the period is over')
  }
  for (const wrong of [...findResetDeals(world), ...findOverwrittenContacts(world)]) watch.report(wrong)
}
