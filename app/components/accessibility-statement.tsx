import { useHref } from './mount.tsx'
import { useContext } from 'react'
import { BRAND } from '#app/domain/brand/brand.ts'
import { ABOUT_CONTROLLER, SiteContext } from './site.tsx'

/** What is true of every installation, since the tests of the product hold it to that; whom to tell, the settings say. */
export function AccessibilityStatement() {
  const href = useHref()
  const { company, contactUrl } = useContext(SiteContext)
  return (
    <div className="prose">
      <h1>Accessibility</h1>
      <p className="lead">
        {company ? `${company} wants` : 'We want'} everybody to be able to take this assessment, read the
        result and act on it.
      </p>
      <h2>What it conforms to</h2>
      <p>
        The pages of the {BRAND.product} are built to the Web Content Accessibility Guidelines (WCAG) 2.2,
        level AA, and we know of no requirement of that level that they fail. They have been checked by
        ourselves, not by an independent body.
      </p>
      <h2>What that means in use</h2>
      <ul className="plain-list">
        <li>Everything works with the keyboard alone, and the focus can always be seen.</li>
        <li>Every page works without JavaScript. It only adds comfort, such as saving while you answer.</li>
        <li>
          A screen reader hears what changes: an error, a saved answer, where you are. The score and its
          breakdown are text; pictures of them only repeat it.
        </li>
        <li>
          Text can be enlarged to twice its size, and pages fit a window 320 pixels wide without scrolling
          sideways.
        </li>
        <li>Light, dark and forced colours are followed, and so is a wish for less motion.</li>
        <li>Nothing depends on colour alone, and every target is at least 44 pixels high.</li>
        <li>
          Answers do not get lost while you take your time: they are kept for 24 hours after the last one.
        </li>
      </ul>
      <h2>How it is tested</h2>
      <p>
        Before each release, every page is opened in a browser in each of its states, in light, dark and
        forced colours, on a wide screen and at 320 pixels, and checked against the rules of axe-core; those
        of a second engine, Siteimprove Alfa, look at each state as well. Tests with the keyboard alone and
        without JavaScript go from the first page to the result. Rules find some barriers and not all.
      </p>
      <h2>What we cannot promise</h2>
      <p>
        Pages that we link to, such as the one where a briefing is booked, belong to others. Where a check by
        Cloudflare appears before you start, its accessibility is theirs.
      </p>
      <h2>Tell us of a barrier</h2>
      <p>
        If something keeps you from taking part,{' '}
        <a href={contactUrl ?? href(ABOUT_CONTROLLER)}>write to us</a>: say which page it was and what you
        use. We answer, put it right where we can, and give you the assessment in another way in the meantime.
      </p>
    </div>
  )
}
