import type { PrismaClient } from '#app/data/database.server.ts'
import type { PageView, Section } from '#app/domain/console/page-view.ts'
import { showPage } from '#app/services/console/console-page.server.ts'
import { findPage } from '#app/services/console/pages.server.ts'

/** A page of the console by its address behind /ops/, as a terminal shows it. */
export async function showConsole(db: PrismaClient, address: string, now = new Date()): Promise<PageView> {
  const [path = '', query = ''] = address.split('?')
  const { page, id } = findPage(path)!
  const expected = { retentionDays: 30, hubspot: true }
  const request = { params: new URLSearchParams(query), id, expected, now, details: false }
  return (await showPage(db, page.show, request, null))!
}

export function sectionOf({ sections }: PageView, id: string): Section {
  const section = sections.find((candidate) => candidate.id === id)
  if (!section) throw new Error(`There is no section ${id}: ${sections.map((other) => other.id).join(', ')}.`)
  return section
}

/** The rows of a section's table, by the cell that names them. */
export function rowsBy(section: Section, name: string) {
  return Object.fromEntries(section.table!.rows.map(({ cells }) => [String(cells[name]), cells]))
}

export function figuresOf({ figures = [] }: Section) {
  return Object.fromEntries(figures.map(({ id, value }) => [id, value]))
}
