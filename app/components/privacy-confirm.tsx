import { PRIVACY_ACTIONS, type PrivacyAction } from '#app/domain/privacy/action.ts'
import { useMessages } from './mount.tsx'

export interface PrivacyConfirmProps {
  /** The address that the link was sent to. */
  email: string
  /** What was asked for; it comes first. */
  asked: PrivacyAction
  /** How long the link still works, in whole hours; 1 for less. */
  hours: number
  /** Names the link in the form: this browser may have opened another since. */
  link: string
}

const PRIMARY: Record<PrivacyAction, string> = {
  export: 'button-primary',
  erase: 'button-danger',
  withdraw: 'button-primary',
}

/** What a good link offers. Opening the page changes nothing; each button posts to the page's own address. */
export function PrivacyConfirm({ email, asked, hours, link }: PrivacyConfirmProps) {
  const { confirm: words } = useMessages().privacy
  const others = (Object.keys(PRIVACY_ACTIONS) as PrivacyAction[]).filter((action) => action !== asked)
  return (
    <div className="privacy">
      <h1>{words.choices[asked].title}</h1>
      <p className="lead">
        {words.forAddress}
        <strong className="address">{email}</strong>
        {words.validFor(hours)}
      </p>
      <Choice action={asked} link={link} primary />
      <h2>{words.others}</h2>
      {others.map((action) => (
        <Choice key={action} action={action} link={link} />
      ))}
    </div>
  )
}

function Choice(props: { action: PrivacyAction; link: string; primary?: boolean }) {
  const { action, link, primary = false } = props
  const { title, text, button } = useMessages().privacy.confirm.choices[action]
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
