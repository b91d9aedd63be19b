import { createContext } from 'react'

/** Who runs this installation, for the footer of every page. */
export interface Site {
  company: string | null
  imprintUrl: string | null
  /** a page, or an address with `mailto:` */
  contactUrl: string | null
}

export const SiteContext = createContext<Site>({ company: null, imprintUrl: null, contactUrl: null })
