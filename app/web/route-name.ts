const SECRET_SEGMENT =
  /^\/(assessment\/results|assessment\/resume|assessment\/shared|assessment\/again|assessment\/briefing|privacy\/(?:confirm|stop)|team)\/[^/]+(\/report(?:\.pdf)?)?$/
const NAMED = new RegExp(
  '^/(?:|accessibility|health|csp-reports|robots\\.txt|sitemap\\.xml|\\.well-known/security\\.txt|privacy|privacy/(?:request|confirm|stop|withdraw)|webhooks/mail|assessment/(?:start|resume|forget|again)|' +
    'assessment/step/[1-8](?:/answers)?|ops(?:/[a-z-]+)?(?:\\.(?:csv|json))?)$',
)

/** The path as logs may hold it: ids and tokens are cut out, and what nobody defined is not repeated. */
export function nameRoute(pathname: string): string {
  if (/^\/ops\/leads\/[^/]+$/.test(pathname)) return '/ops/leads/:id'
  const secret = SECRET_SEGMENT.exec(pathname)
  if (secret) return `/${secret[1]}/:id${secret[2] ?? ''}`
  return NAMED.test(pathname) ? pathname : '/*'
}
