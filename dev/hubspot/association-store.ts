import type { Association, ObjectType } from './types.ts'

/** HubSpot's type ids of the default associations, by direction. */
export const DEFAULT_TYPE_IDS: Record<ObjectType, Partial<Record<ObjectType, number>>> = {
  deals: { contacts: 3 },
  contacts: { deals: 4 },
}

const key = (type: ObjectType, id: string) => `${type}/${id}`

/** Default associations between contacts and deals; each is seen from both of its ends. */
export class AssociationStore {
  readonly #ends = new Map<string, Map<string, Association>>()

  /** Associates both ways; a repeat changes nothing. */
  add(fromType: ObjectType, fromId: string, toType: ObjectType, toId: string): void {
    this.#put(fromType, fromId, toType, toId)
    this.#put(toType, toId, fromType, fromId)
  }

  of(type: ObjectType, id: string, toType: ObjectType): Association[] {
    const all = [...(this.#ends.get(key(type, id))?.values() ?? [])]
    return all.filter((association) => association.toType === toType)
  }

  removeAll(type: ObjectType, id: string): void {
    for (const { toType, toId } of this.#ends.get(key(type, id))?.values() ?? []) {
      this.#ends.get(key(toType, toId))?.delete(key(type, id))
    }
    this.#ends.delete(key(type, id))
  }

  /** Every pair once, from the deal to the contact. */
  all(): Association[] {
    const pairs = [...this.#ends.values()].flatMap((end) => [...end.values()])
    return pairs.filter(({ fromType }) => fromType === 'deals')
  }

  #put(fromType: ObjectType, fromId: string, toType: ObjectType, toId: string): void {
    const typeId = DEFAULT_TYPE_IDS[fromType][toType]
    if (typeId === undefined) return
    let end = this.#ends.get(key(fromType, fromId))
    if (!end) this.#ends.set(key(fromType, fromId), (end = new Map<string, Association>()))
    end.set(key(toType, toId), { fromType, fromId, toType, toId, typeId })
  }
}
