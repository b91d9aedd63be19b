/** The part of Cloudflare's script that is used: https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
interface Turnstile {
  render(
    place: HTMLElement,
    options: {
      sitekey: string
      action: string
      callback: (token: string) => void
      'error-callback': () => void
      'unsupported-callback': () => void
    },
  ): void
}

/** A network that lets nothing of it through must not keep people waiting. */
const LOAD_MS = 8_000

/** Shows the widget, which puts its token into the form around `place`. Rejects where it cannot be shown, or cannot work. */
export function showTurnstile(
  place: HTMLElement,
  widget: { script: string; sitekey: string; action: string; nonce: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error('Turnstile is not available here.'))
    const script = document.createElement('script')
    const slow = setTimeout(fail, LOAD_MS)
    script.src = `${widget.script}?render=explicit`
    script.nonce = widget.nonce
    script.onerror = fail
    script.onload = () => {
      clearTimeout(slow)
      const { turnstile } = window as { turnstile?: Turnstile }
      if (!turnstile) return fail()
      turnstile.render(place, {
        sitekey: widget.sitekey,
        action: widget.action,
        callback: () => resolve(),
        'error-callback': fail,
        'unsupported-callback': fail,
      })
    }
    document.head.append(script)
  })
}
