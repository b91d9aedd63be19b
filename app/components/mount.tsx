import { createContext, useContext } from 'react'
import type { OwnBrand } from '#app/domain/brand/brand-types.ts'
import { DEFAULT_MOUNT, type Mount, linkedPath } from '#app/domain/visit/mount.ts'
import { type Messages, messagesFor } from '#app/words/messages.ts'

export const MountContext = createContext<Mount>(DEFAULT_MOUNT)

/** What the page's scorecard has in place of the brand's. */
export const BrandContext = createContext<OwnBrand | undefined>(undefined)

/** The path and query of the page, without its mount. */
export const PlaceContext = createContext('/')

export const MessagesContext = createContext<Messages>(messagesFor(DEFAULT_MOUNT.language))

/** @returns what makes the address of a route's path where the page stands: `href('/privacy')` */
export function useHref(): (path: string) => string {
  const mount = useContext(MountContext)
  return (path) => linkedPath(mount, path)
}

/** The words of the page's language, by area of the product. */
export function useMessages(): Messages {
  return useContext(MessagesContext)
}
