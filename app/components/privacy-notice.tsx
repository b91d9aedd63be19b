import { useHref } from './mount.tsx'
import { Fragment, type ReactNode } from 'react'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { type NoticeRecord, inOneLine } from '#app/domain/privacy/notice-records.ts'
import type { NoticeEntry, NoticeSection } from '#app/domain/privacy/notice/facts.ts'

/** The notice in a few sentences. */
export function PrivacySummary({ retentionDays, crmName }: { retentionDays: number; crmName: string }) {
  return (
    <section className="notice-section" aria-labelledby="short-title">
      <h2 id="short-title">In short</h2>
      <ul className="plain-list">
        <li>You can take the whole assessment and see your score without telling us who you are.</li>
        <li>With your e-mail address we send you your result. Nothing else follows from it.</li>
        <li>
          Only if you tick the box for it do we contact you, take your name, company and phone number, and put
          you into our customer database at {crmName}. You can take that back at any time.
        </li>
        <li>
          {retentionDays} days after you finish, we remove what identifies you. Your scores, answers, and
          numbers and hashes that do not say who you are remain. Unfinished assessments are deleted{' '}
          {inWords(LIFETIMES.session)} after the last answer.
        </li>
        <li>
          No tracking. A cookie is set when you start, another when you open a link from our e-mails. Your IP
          address is never stored, only a keyed hash.
        </li>
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
      <Fold id="records" title="What we hold, item by item">
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
  const rows = [
    { term: 'Identifies you', names: personal },
    { term: 'Numbers and hashes', names: pseudonymous },
    { term: 'Also stored', names: besides },
    { term: 'Removed', names: [until] },
    { term: 'Kept after that', names: stays },
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
              <dd>{inOneLine(names)}</dd>
            </Fragment>
          ),
        )}
      </dl>
    </details>
  )
}
