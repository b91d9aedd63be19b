import type { Answer, Call } from './endpoint.ts'
import { invalid, Refused } from './errors.ts'
import { uniqueKey } from './records.ts'

/** Subscriptions are asked about by channel, and there is one. */
function requireChannel({ query }: Call): void {
  if (query.get('channel') !== 'EMAIL') {
    throw new Refused(invalid("Required query parameter 'channel' is missing or not one of: [EMAIL]"))
  }
}

const addressOf = (call: Call) => uniqueKey('email', call.params.subscriber ?? '')

function answer(call: Call, results: object[]): Answer {
  const time = call.portal.time()
  return { status: 200, body: { status: 'COMPLETE', startedAt: time, completedAt: time, results } }
}

function wideStatus(call: Call): object {
  return {
    channel: 'EMAIL',
    status: 'UNSUBSCRIBED',
    subscriberIdString: addressOf(call),
    timestamp: call.portal.time(),
    wideStatusType: 'PORTAL_WIDE',
    businessUnitId: 0,
  }
}

/** `POST .../statuses/{address}/unsubscribe-all`: from every subscription; details only when they are asked for. */
export function unsubscribeAll(call: Call): Answer {
  requireChannel(call)
  const { portal } = call
  const address = addressOf(call)
  portal.unsubscribed.add(address)
  const contact = portal.records.contacts.find('email', address)
  if (contact) portal.records.contacts.write(contact.id, { hs_email_optout: 'true' }, portal.time())
  return answer(call, call.query.get('verbose') === 'true' ? [wideStatus(call)] : [])
}

/** `GET .../statuses/{address}/unsubscribe-all`: no result for somebody who has not opted out of everything. */
export function readUnsubscribed(call: Call): Answer {
  requireChannel(call)
  return answer(call, call.portal.unsubscribed.has(addressOf(call)) ? [wideStatus(call)] : [])
}
