import { type AppLoadContext, json } from '@remix-run/cloudflare'

const views = new WeakMap<AppLoadContext, unknown>()

/** Hands the loader of the same request its view: no second read, and what was typed shows without a database. */
export function showAgain<View>(
  context: AppLoadContext,
  view: View,
  init: ResponseInit & { status: number },
) {
  views.set(context, view)
  return json(view, init)
}

export function viewOfAction<View>(context: AppLoadContext): View | null {
  return (views.get(context) as View | undefined) ?? null
}
