import type { DetailsOffer } from '#app/domain/console/page-view.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'

const people = plural(LANGUAGE_FACTS.en, { one: '# person', other: '# people' })

/** Contact details are opened by a POST that says how many and that it is recorded; a reload asks again. */
export function DetailsForm({ count, open, action }: DetailsOffer & { action: string }) {
  if (open) {
    return (
      <p className="notice ops-notice" role="status">
        Contact details of {people(count)} are open on this page, once. The look is on the record.
      </p>
    )
  }
  return (
    <details className="ops-details">
      <summary>Contact details are closed</summary>
      <form method="post" action={action}>
        <p>
          They are shown of {people(count)} on this page, and the record keeps who looked, when and at how
          many.
        </p>
        <input type="hidden" name="show" value="details" />
        <button className="ops-button" type="submit">
          Show contact details
        </button>
      </form>
    </details>
  )
}
