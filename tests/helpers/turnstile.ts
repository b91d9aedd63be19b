import { afterAll, beforeEach } from 'vitest'
import { TURNSTILE_TEST_SECRET, startTurnstileStandin } from '#dev/turnstile/server.ts'

/** A stand-in for Cloudflare without faults when a test begins, and the settings that use it: call it at the top of the file. */
export async function useTurnstile() {
  const cloudflare = await startTurnstileStandin()
  beforeEach(() => cloudflare.setFault(null))
  afterAll(() => cloudflare.close())
  return {
    cloudflare,
    settings: {
      TURNSTILE_SITE_KEY: '1x00000000000000000000AA',
      TURNSTILE_SECRET_KEY: TURNSTILE_TEST_SECRET,
      TURNSTILE_BASE_URL: cloudflare.url,
    },
  }
}
