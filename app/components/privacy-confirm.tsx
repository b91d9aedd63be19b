import type { PrivacyAction } from '#app/domain/privacy/action.ts'

export interface PrivacyConfirmProps {
  /** The address that the link was sent to. */
  email: string
  /** What was asked for; it comes first. */
  asked: PrivacyAction
  /** How long the link still works, in words. */
  validFor: string
  /** Names the link in the form: this browser may have opened another since. */
  link: string
}

const CHOICES: Record<PrivacyAction, { title: string; text: string; button: string }> = {
  export: {
    title: 'Get a copy of your data',
    text: 'One file with everything that we hold about this address, in a format that both people and programs can read (JSON).',
    button: 'Download my data',
  },
  erase: {
    title: 'Erase your data',
    text: 'We delete your results, unfinished assessments, contact details and e-mails at once, and your record in our customer database soon after. This cannot be undone, and links to your results stop working.',
    button: 'Erase my data',
  },
  withdraw: {
    title: 'Withdraw your consent',
    text: 'From now on we send you nothing and pass on nothing about you, and our customer database is told. Your results stay until they are due to be removed.',
    button: 'Withdraw my consent',
  },
}

const PRIMARY: Record<PrivacyAction, string> = {
  export: 'button-primary',
  erase: 'button-danger',
  withdraw: 'button-primary',
}

/** What a good link offers. Opening the page changes nothing; each button posts to the page's own address. */
export function PrivacyConfirm({ email, asked, validFor, link }: PrivacyConfirmProps) {
  const others = (Object.keys(CHOICES) as PrivacyAction[]).filter((action) => action !== asked)
  return (
    <div className="privacy">
      <h1>{CHOICES[asked].title}</h1>
      <p className="lead">
        For the address <strong className="address">{email}</strong>. The link expires in {validFor}.
      </p>
      <Choice action={asked} link={link} primary />
      <h2>Or would you rather do something else?</h2>
      {others.map((action) => (
        <Choice key={action} action={action} link={link} />
      ))}
    </div>
  )
}

function Choice(props: { action: PrivacyAction; link: string; primary?: boolean }) {
  const { action, link, primary = false } = props
  const { title, text, button } = CHOICES[action]
  return (
    <form className="card privacy-choice" method="post">
      {!primary && <h3>{title}</h3>}
      <p>{text}</p>
      <input type="hidden" name="action" value={action} />
      <input type="hidden" name="link" value={link} />
      <button className={`button ${primary ? PRIMARY[action] : 'button-quiet'}`} type="submit">
        {button}
      </button>
    </form>
  )
}
