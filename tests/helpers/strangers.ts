import type { Visitor } from './visitor.ts'

// What those have in common who come to an address that is not theirs.

/** Gives a reader somebody's cookies, each with a letter changed at a place of its value. */
export function forgeCookies(reader: Visitor, from: Visitor, place: (value: string) => number): Visitor {
  for (const [name, value] of from.cookies) {
    const at = place(value)
    reader.cookies.set(name, value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1))
  }
  return reader
}

export const IN_CONTENTS = () => 5
export const IN_SIGNATURE = (value: string) => value.lastIndexOf('.') + 5

/** The same address with a token that nobody was given. */
export const forgedToken = (address: string) => address.replace(/\w$/, (last) => (last === 'a' ? 'b' : 'a'))

const REFUSALS = [403, 404, 405]

/** To compare a status with: itself where it refuses, else all that would have. */
export const refused = (status: number) => (REFUSALS.includes(status) ? status : REFUSALS)

export interface Read {
  status: number
  /** all that the answer says, its headers among it */
  text: string
}

/** Opens each address with the cookies that the reader has come with: one address does not open the next one. */
export async function openEach<Address extends string>(
  reader: Visitor,
  addresses: readonly Address[],
  pathOf: (address: Address) => string,
): Promise<Map<Address, Read>> {
  const cookies = new Map(reader.cookies)
  const answers = new Map<Address, Read>()
  for (const address of addresses) {
    reader.cookies.clear()
    for (const [name, value] of cookies) reader.cookies.set(name, value)
    const response = await reader.open(pathOf(address))
    const text = `${await response.text()} ${JSON.stringify([...response.headers])}`
    answers.set(address, { status: response.status, text })
  }
  return answers
}
