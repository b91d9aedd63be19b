import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { type NoticeRecord, inOneLine } from '#app/domain/privacy/notice-records.ts'
import type { NoticeEntry, NoticeSection } from '#app/domain/privacy/notice/facts.ts'

/** The notice in a few sentences. */
export function PrivacySummary({ retentionDays }: { retentionDays: number }) {
  return (
    <section className="prose" aria-labelledby="short-title">
      <h2 id="short-title">In short</h2>
      <ul className="plain-list">
        <li>You can take the whole assessment and see your score without telling us who you are.</li>
        <li>With your e-mail address we send you your result. Nothing else follows from it.</li>
        <li>
          Only if you tick the box for it do we contact you, take your name, company and phone number, and put
          you into our customer database at HubSpot. You can take that back at any time.
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

/** A table of contents, and all that the notice says beside what is held. */
export function NoticeSections({ sections }: { sections: readonly NoticeSection[] }) {
  return (
    <>
      <nav className="notice-contents" aria-label="On this page">
        <ul className="plain-list">
          {[...sections, { id: 'records', title: RECORDS_TITLE }].map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ id, title, texts, entries }) => (
        <section key={id} id={id} className="notice-section" aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>{title}</h2>
          {texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
          <dl>
            {entries.map((entry) => (
              <Entry key={entry.term} {...entry} />
            ))}
          </dl>
        </section>
      ))}
    </>
  )
}

function Entry({ term, texts, href }: NoticeEntry) {
  return (
    <div>
      <dt>{term}</dt>
      {texts.map((text, index) => (
        <dd key={text}>{href && index === texts.length - 1 ? <a href={href}>{text}</a> : text}</dd>
      ))}
    </div>
  )
}

const RECORDS_TITLE = 'What we hold, item by item'

/** What is held, for what and how long, as the catalogue has it. */
export function PrivacyRecords({ records }: { records: readonly NoticeRecord[] }) {
  return (
    <section className="records" id="records" aria-labelledby="records-title">
      <h2 id="records-title">{RECORDS_TITLE}</h2>
      {records.map((record) => (
        <NoticeRecordCard key={record.title} {...record} />
      ))}
    </section>
  )
}

function NoticeRecordCard({ title, purpose, until, personal, pseudonymous, besides, stays }: NoticeRecord) {
  const rows = [
    { term: 'Identifies you', names: personal },
    { term: 'Numbers and hashes', names: pseudonymous },
    { term: 'Also stored', names: besides },
    { term: 'Removed', names: [until] },
    { term: 'Kept after that', names: stays },
  ]
  return (
    <details className="card disclosure record">
      <summary>{title}</summary>
      <p>{purpose}</p>
      <dl>
        {rows.map(({ term, names }) =>
          names.length === 0 ? null : (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{inOneLine(names)}</dd>
            </div>
          ),
        )}
      </dl>
    </details>
  )
}
