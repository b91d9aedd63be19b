import { useHref, useMessages } from './mount.tsx'
import { Fragment, type ReactNode } from 'react'
import type { NoticeEntry, NoticeRecord, NoticeSection } from '#app/domain/privacy/notice-facts.ts'

/** The notice in a few sentences. */
export function PrivacySummary({ retentionDays, crmName }: { retentionDays: number; crmName: string }) {
  const { title, items } = useMessages().privacy.summary
  return (
    <section className="notice-section" aria-labelledby="short-title">
      <h2 id="short-title">{title}</h2>
      <ul className="plain-list">
        {items(retentionDays, crmName).map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  )
}

/** What people come for stands open; the rest of the notice unfolds, and prints unfolded. */
const OPEN = new Set(['controller', 'rights'])

/** Who is responsible and what somebody may ask for. */
export function NoticeOpening({ sections }: { sections: readonly NoticeSection[] }) {
  return sections
    .filter(({ id }) => OPEN.has(id))
    .map(({ id, title, texts, entries }) => (
      <section key={id} id={id} className="notice-section" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>{title}</h2>
        {texts.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {id === 'rights' ? (
          <div className="folds">
            {entries.map(({ term, ...entry }) => (
              <details key={term}>
                <summary>{term}</summary>
                <EntryTexts {...entry} as="p" />
              </details>
            ))}
          </div>
        ) : (
          <Entries entries={entries} />
        )}
      </section>
    ))
}

/** All else that the notice says, and what is held, for what and how long, as the catalogue has it: a fold each. */
export function NoticeFolds({
  sections,
  records,
}: {
  sections: readonly NoticeSection[]
  records: readonly NoticeRecord[]
}) {
  const { title: recordsTitle } = useMessages().privacy.records
  return (
    <div className="folds notice-folds">
      {sections
        .filter(({ id }) => !OPEN.has(id))
        .map(({ id, title, texts, entries }) => (
          <Fold key={id} id={id} title={title}>
            {texts.map((text) => (
              <p key={text}>{text}</p>
            ))}
            <Entries entries={entries} />
          </Fold>
        ))}
      <Fold id="records" title={recordsTitle}>
        {records.map((record) => (
          <Record key={record.title} {...record} />
        ))}
      </Fold>
    </div>
  )
}

function Fold({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <details id={id}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <div className="notice-section">{children}</div>
    </details>
  )
}

function Entries({ entries }: { entries: readonly NoticeEntry[] }) {
  if (entries.length === 0) return null
  return (
    <dl>
      {entries.map(({ term, ...entry }) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <EntryTexts {...entry} as="dd" />
        </Fragment>
      ))}
    </dl>
  )
}

function EntryTexts({ texts, href, as: Tag }: Omit<NoticeEntry, 'term'> & { as: 'dd' | 'p' }) {
  const mounted = useHref()
  return texts.map((text, index) => (
    <Tag key={text}>{href && index === texts.length - 1 ? <a href={mounted(href)}>{text}</a> : text}</Tag>
  ))
}

function Record({ title, purpose, until, personal, pseudonymous, besides, stays }: NoticeRecord) {
  const { notice, privacy } = useMessages()
  const { records: words } = privacy
  const rows = [
    { term: words.personal, names: personal },
    { term: words.pseudonymous, names: pseudonymous },
    { term: words.besides, names: besides },
    { term: words.until, names: [until] },
    { term: words.stays, names: stays },
  ]
  return (
    <details className="record">
      <summary>{title}</summary>
      <p>{purpose}</p>
      <dl>
        {rows.map(({ term, names }) =>
          names.length === 0 ? null : (
            <Fragment key={term}>
              <dt>{term}</dt>
              <dd>{notice.list(names)}</dd>
            </Fragment>
          ),
        )}
      </dl>
    </details>
  )
}
