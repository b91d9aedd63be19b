import type { ShowPage } from './console-page.server.ts'
import { showEmbedding } from './embedding-page.server.ts'
import { showExperiment } from './experiment-page.server.ts'
import { showExperiments } from './experiments-page.server.ts'
import { showFunnel } from './funnel-page.server.ts'
import { showHubspot } from './hubspot-page.server.ts'
import { showLead } from './lead-page.server.ts'
import { showLeads } from './leads-page.server.ts'
import { showMail } from './mail-page.server.ts'
import { showOutcomes } from './outcomes-page.server.ts'
import { showOverview } from './overview.server.ts'
import { showPrivacy } from './privacy-page.server.ts'
import { showRecord } from './record-page.server.ts'
import { showResults } from './results-page.server.ts'
import { showWebhooks } from './webhooks-page.server.ts'

export interface ConsolePageEntry {
  /** behind /ops/; empty for the first page */
  name: string
  /** in the navigation; left out for a page about one thing, whose address goes on with its id */
  label?: string
  show: ShowPage
}

/** Every page of /ops. An entry here is all that a page needs to be there as HTML, CSV, JSON and text. */
export const CONSOLE_PAGES: readonly ConsolePageEntry[] = [
  { name: '', label: 'Overview', show: showOverview },
  { name: 'funnel', label: 'Funnel', show: showFunnel },
  { name: 'results', label: 'Results', show: showResults },
  { name: 'experiments', label: 'Tests', show: showExperiments },
  { name: 'embedding', label: 'Embedding', show: showEmbedding },
  { name: 'leads', label: 'Leads', show: showLeads },
  { name: 'outcomes', label: 'Deals', show: showOutcomes },
  { name: 'hubspot', label: 'HubSpot', show: showHubspot },
  { name: 'mail', label: 'E-mail', show: showMail },
  { name: 'webhooks', label: 'Webhooks', show: showWebhooks },
  { name: 'privacy', label: 'Privacy', show: showPrivacy },
  { name: 'record', label: 'Record', show: showRecord },
  { name: 'leads/', show: showLead },
  { name: 'experiments/', show: showExperiment },
]

export const NAVIGATION = CONSOLE_PAGES.flatMap(({ name, label }) =>
  label === undefined ? [] : [{ label, href: name === '' ? '/ops' : `/ops/${name}`, name }],
)

const ID = /^[\w-]{1,64}$/

/** @param path what stands behind /ops/, without a format. Null: there is no such page */
export function findPage(path: string): { page: ConsolePageEntry; id: string } | null {
  const page = CONSOLE_PAGES.find(({ name }) => name === path)
  if (page) return page.label === undefined ? null : { page, id: '' }
  const about = CONSOLE_PAGES.find(({ name, label }) => label === undefined && path.startsWith(name))
  const id = about ? path.slice(about.name.length) : ''
  return about && ID.test(id) ? { page: about, id } : null
}
