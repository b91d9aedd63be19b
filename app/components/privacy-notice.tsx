import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { type NoticeRecord, inOneLine } from '#app/domain/privacy/notice-records.ts'

/** The notice in a few sentences. */
export function PrivacySummary({ retentionDays }: { retentionDays: number }) {
  return (
    <section className="prose" aria-labelledby="short-title">
      <h2 id="short-title">In short</h2>
      <ul className="plain-list">
        <li>You can take the whole assessment and see your score without telling us who you are.</li>
        <li>
          We take contact details only with your consent, to send you your result and to contact you about it.
          You can withdraw it at any time.
        </li>
        <li>
          {retentionDays} days after you finish, we remove everything that identifies you. What remains is
          your scores, your answers, and numbers and hashes that do not say who you are.
        </li>
        <li>Unfinished assessments are deleted {inWords(LIFETIMES.session)} after the last answer.</li>
        <li>
          Your IP address is never stored, only a keyed hash of it. We set one cookie, which the assessment
          needs. Answers that have not reached us yet are kept in your own browser. There is no tracking.
        </li>
        <li>
          If you agreed to be contacted, your details also go to our customer database at HubSpot. E-mails are
          sent through a mail provider. Both act on our behalf.
        </li>
      </ul>
    </section>
  )
}

/** What is held, for what and how long, as the catalogue has it. */
export function PrivacyRecords({ records }: { records: readonly NoticeRecord[] }) {
  return (
    <section className="records" aria-labelledby="records-title">
      <h2 id="records-title">What we hold, why, and for how long</h2>
      {records.map((record) => (
        <NoticeEntry key={record.title} {...record} />
      ))}
    </section>
  )
}

function NoticeEntry({ title, purpose, until, personal, pseudonymous, besides, stays }: NoticeRecord) {
  const rows = [
    { term: 'Identifies you', names: personal },
    { term: 'Numbers and hashes', names: pseudonymous },
    { term: 'Also stored', names: besides },
    { term: 'Removed', names: [until] },
    { term: 'Kept after that', names: stays },
  ]
  return (
    <article className="card record">
      <h3>{title}</h3>
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
    </article>
  )
}
