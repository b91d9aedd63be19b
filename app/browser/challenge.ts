import { improvePage } from './page.ts'
import { solveChallenge } from './solve-challenge.ts'
import { showTurnstile } from './turnstile.ts'

// The one script of the page that asks for a proof before an assessment starts.

const form = document.querySelector<HTMLFormElement>('form[data-challenge]')
if (form) void begin(form)
improvePage()

async function begin(form: HTMLFormElement): Promise<void> {
  form.hidden = false
  document.querySelector('[data-without-script]')?.setAttribute('hidden', '')
  const status = form.querySelector<HTMLElement>('[role=status]')!
  const say = (state: 'working' | 'done' | 'failed'): void => {
    status.textContent = status.dataset[state]!
  }
  say('working')
  const passed = (await passTurnstile(form)) || (await work(form))
  if (!passed) return say('failed')
  form.querySelector('[data-passed]')?.removeAttribute('hidden')
  say('done')
  // By itself once: what was refused before waits for a person.
  if (form.dataset.again === undefined) form.submit()
}

async function passTurnstile(form: HTMLFormElement): Promise<boolean> {
  const place = form.querySelector<HTMLElement>('[data-turnstile]')
  if (!place) return false
  const { sitekey = '', script = '', action = '' } = place.dataset
  const nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''
  try {
    await showTurnstile(place, { sitekey, script, action, nonce })
    return true
  } catch {
    place.remove()
    return false
  }
}

async function work(form: HTMLFormElement): Promise<boolean> {
  const challenge = form.querySelector<HTMLInputElement>('[name=challenge]')?.value ?? ''
  const field = form.querySelector<HTMLInputElement>('[name=answer]')
  const answer = await solveChallenge(challenge, Number(form.dataset.challenge), {
    now: () => performance.now(),
    rest,
  })
  if (answer === null || !field) return false
  field.value = String(answer)
  return true
}

/** A message waits its turn like a timer, and is not slowed down in a tab at the back. */
function rest(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
