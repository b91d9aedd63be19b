import type { World } from './world.ts'

/** Somebody in sales moves a deal on: from now on stage, amount and date are theirs. */
export function moveDeal(world: World): void {
  const { deals } = world.providers.hubspot.portal.records
  const open = [...deals.live.keys()]
  if (open.length === 0) return
  const id = world.choice.pick(open)
  const theirs = {
    dealstage: world.choice.pick(['closedwon', 'closedlost', 'contractsent']),
    amount: '99000',
    closedate: '2042-01-15T00:00:00.000Z',
  }
  deals.write(id, theirs, world.providers.hubspot.portal.time())
  world.sold.set(id, theirs)
  world.trace.note('sales', `make a deal ${theirs.dealstage}`)
}

/** Somebody in sales throws a deal away. */
export function throwDealAway(world: World): void {
  const { portal } = world.providers.hubspot
  const open = [...portal.records.deals.live.values()]
  if (open.length === 0) return
  const deal = world.choice.pick(open)
  portal.archive('deals', deal.id)
  world.sold.delete(deal.id)
  world.thrownAway.add(deal.properties.ai_assessment_id ?? '')
  world.trace.note('sales', 'throw a deal away')
}

/** Somebody in sales corrects a contact: what they write is theirs, as long as nobody confirms one of its addresses. */
export function correctContact(world: World): void {
  const { contacts } = world.providers.hubspot.portal.records
  const known = [...contacts.live.keys()]
  if (known.length === 0) return
  const id = world.choice.pick(known)
  const theirs = { firstname: 'Corrected', company: 'Corrected Works' }
  contacts.write(id, theirs, world.providers.hubspot.portal.time())
  world.corrected.add(id, theirs, world.watch.step)
  world.trace.note('sales', 'correct a contact')
}

/** @returns what unconfirmed addresses have overwritten of contacts */
export function findOverwrittenContacts({ providers, people, corrected }: World): string[] {
  const { contacts } = providers.hubspot.portal.records
  const overwritten: string[] = []
  for (const [id, theirs] of corrected) {
    const contact = contacts.live.get(id)
    if (!contact) continue
    const addresses = [
      contact.properties.email,
      ...(contact.properties.hs_additional_emails ?? '').split(';'),
    ]
    if (addresses.some((address) => people.confirmed.has(address ?? ''))) continue
    for (const [name, value] of Object.entries(theirs)) {
      if (contact.properties[name] !== value)
        overwritten.push(
          `a contact's ${name}, which sales had corrected, is overwritten by an unconfirmed address`,
        )
    }
  }
  return overwritten
}

/** Whether all that sales have made of deals is still there. @returns what is not */
export function findResetDeals({ providers, sold }: World): string[] {
  const { deals } = providers.hubspot.portal.records
  const reset: string[] = []
  for (const [id, theirs] of sold) {
    const properties = deals.live.get(id)?.properties
    // Erased with its person, which is not sales' to decide.
    if (!properties) continue
    for (const [name, value] of Object.entries(theirs)) {
      if (properties[name] !== value)
        reset.push(`a deal's ${name} is ${properties[name]} again, which sales had made ${value}`)
    }
  }
  return reset
}
