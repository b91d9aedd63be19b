import type { World } from './world.ts'

/** What was erased is nowhere: neither the address, unless it was given again, nor what was given with it. @param known ids of the assessments that are there */
export async function checkErased(world: World, known: ReadonlySet<string>): Promise<void> {
  const { people, providers } = world
  const everything = await dump(world)
  for (const [address, erasedAt] of people.erasures) {
    if (erasedAt === null || (people.givenAt.get(address) ?? -1) >= erasedAt) continue
    const askedSince = (people.linkAskedAt.get(address) ?? -1) >= erasedAt
    for (const [table, text] of everything) {
      // A withdrawal through such a link names the address until HubSpot has been told.
      if (askedSince && ['privacy_requests', 'email_messages', 'contact_marks'].includes(table)) continue
      if (text.includes(address)) world.watch.report(`an erased address is still in ${table}`)
    }
    const isAlias = people.aliases.includes(address)
    if (!isAlias && providers.hubspot.portal.records.contacts.find('email', address)) {
      world.watch.report('an erased address is still in HubSpot')
    }
  }
  for (const [word, taking] of people.words) {
    if (taking.assessmentId === null || known.has(taking.assessmentId)) continue
    for (const [table, text] of everything) {
      if (text.includes(word)) world.watch.report(`details of an erased person are still in ${table}`)
    }
  }
  await checkErasedContacts(world, known)
}

/** Of whom nothing is here any more nothing is in HubSpot, under whatever address, unless somebody has been told to look. */
async function checkErasedContacts(
  { database, people, providers, watch }: World,
  known: ReadonlySet<string>,
): Promise<void> {
  const told = await database.read<{ id: string }>(
    `SELECT unnest("assessmentIds") AS id FROM erasures WHERE status = 'dead' AND "lastError" = 'other_contact'`,
  )
  const contacts = [...providers.hubspot.portal.records.contacts.live.values()]
  const texts = contacts.map(({ properties }) => JSON.stringify(properties))
  for (const [word, { assessmentId }] of people.words) {
    if (assessmentId === null || known.has(assessmentId) || told.some(({ id }) => id === assessmentId))
      continue
    if (texts.some((text) => text.includes(word)))
      watch.report('details of an erased person are still in HubSpot')
  }
}

/** After a month nothing of anybody is left here. */
export async function checkScrubbed(world: World): Promise<void> {
  const personal = [...world.people.words.keys(), ...world.people.addresses]
  for (const [table, text] of await dump(world)) {
    if (personal.some((word) => text.includes(word)))
      world.watch.report(`personal data outlives its retention in ${table}`)
  }
}

/** No error that is stored or shown quotes anybody, and no real time has got in. */
export async function checkColumns(world: World): Promise<void> {
  const personal = [...world.people.words.keys(), ...world.people.addresses]
  const errors = await world.database.read<{ text: string | null }>(`
    SELECT "lastError" AS text FROM hubspot_sync_queue UNION ALL SELECT "lastError" FROM email_messages
    UNION ALL SELECT "lastError" FROM erasures UNION ALL SELECT evidence FROM pauses
    UNION ALL SELECT "hubspotSyncError" FROM assessments UNION ALL SELECT "emailDeliveryError" FROM assessments`)
  if (errors.some(({ text }) => personal.some((word) => text?.includes(word)))) {
    world.watch.report('a stored error quotes a person')
  }
}

async function dump({ database }: World): Promise<Map<string, string>> {
  const tables = await database.read<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  )
  const parts = tables.map(
    ({ name }) => `SELECT '${name}' AS name, to_jsonb(t)::text AS row FROM public."${name}" t`,
  )
  const rows = await database.read<{ name: string; row: string }>(parts.join(' UNION ALL '))
  const texts = new Map<string, string>()
  for (const { name, row } of rows) texts.set(name, `${texts.get(name) ?? ''}${row.toLowerCase()}\n${row}\n`)
  return texts
}
