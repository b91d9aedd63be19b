import { createContext } from 'react'

/** Who runs this installation, as the settings say it, for every page; what the product is, the brand says. */
export interface Site {
  /** origin, e.g. https://scorecard.example.com */
  url: string
  company: string | null
  imprintUrl: string | null
  /** a page, or an address with `mailto:` */
  contactUrl: string | null
  /** that may show the pages in a frame */
  embedOrigins?: readonly string[]
}

export const SiteContext = createContext<Site>({ url: '', company: null, imprintUrl: null, contactUrl: null })

/** Where the notice says who is responsible: in place of a page of the company’s that is not set. */
export const ABOUT_CONTROLLER = '/privacy#controller'
