import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { hasCrm } from '#app/platform/crm-settings.server.ts'
import { pageAsCsv, pageAsJson } from '#app/domain/console/page-files.ts'
import { pageAsText } from '#app/domain/console/page-text.ts'
import { showPage } from '#app/services/console/console-page.server.ts'
import { NAVIGATION, findPage } from '#app/services/console/pages.server.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'
import { RETENTION_SETTING, readSettings } from '#scripts/settings.ts'

const NAMES = NAVIGATION.map(({ name }) => (name === '' ? 'overview' : name))

await runScript({
  name: 'ops:report',
  does:
    'prints a page of the console (/ops), made by the same service: what is kept and what to do, what waits, what failed ' +
    'and why. Reads only, and shows no contact details.',
  usage: [
    '[-- PAGE]',
    '-- leads --query "quality=basic&sync=failed"',
    '-- leads/ID',
    '-- PAGE --csv',
    '-- PAGE --json',
  ],
  operands: { PAGE: `${NAMES.join(', ')}, or leads/ and the id of an assessment; overview when left out` },
  options: {
    query: {
      type: 'string',
      value: 'QUERY',
      does: 'filters, as they stand in the address of the page behind the ?',
    },
    csv: { type: 'boolean', does: 'as a file of comma-separated values' },
    json: { type: 'boolean', does: 'as JSON' },
  },
  settings: {
    ...DATABASE_SETTINGS,
    ...RETENTION_SETTING,
    CRM: 'where leads go (hubspot)',
    HUBSPOT_ACCESS_TOKEN: 'whether there is one decides which threshold of /health a waiting lead passes',
    SALESFORCE_CLIENT_SECRET: 'the same, where CRM is salesforce',
    IDLE_MINUTES: 'how much later a job may come (5)',
  },
  exits: {
    0: 'nothing on the page wants a person',
    1: 'something does; there is no such page or lead, a filter cannot be read, or it failed',
  },
  run: async ({ query, csv, json }, [name = 'overview', ...more]) => {
    const found = findPage(name === 'overview' ? '' : name)
    if (!found || more.length > 0 || (csv && json))
      throw new UsageError('there is no such page, or it cannot be both')
    const settings = readSettings([
      'RETENTION_DAYS',
      'CRM',
      'HUBSPOT_ACCESS_TOKEN',
      'SALESFORCE_CLIENT_SECRET',
      'IDLE_MINUTES',
    ])
    const expected = {
      retentionDays: settings.RETENTION_DAYS,
      hubspot: hasCrm(settings),
      idleMinutes: settings.IDLE_MINUTES,
    }
    return withDatabase(async ({ db, label }) => {
      const request = {
        params: new URLSearchParams(query),
        id: found.id,
        expected,
        crmName: CRM_NAMES[settings.CRM],
        now: new Date(),
        details: false,
      }
      const view = await showPage(db, found.page.show, request, null)
      if (view === null) {
        console.log(`${label}: no such lead`)
        return false
      }
      const errors = view.errors ?? []
      if (errors.length > 0) {
        console.log(errors.join('\n'))
        return false
      }
      if (json) console.log(JSON.stringify(pageAsJson(view), null, 2))
      else if (csv) process.stdout.write(pageAsCsv(view))
      else console.log(`${label}\n${pageAsText(view)}`)
      return !view.needsSomebody
    })
  },
})
