import { type AppLoadContext, json } from '@remix-run/cloudflare'

const views = new WeakMap<AppLoadContext, unknown>()

/**
 * An action's answer when the page is to be shown again: the loader of the same request returns this view instead of
 * reading it from the database, which saves a round trip and shows what was typed even when the database is away.
 */
export function showAgain<View>(
  context: AppLoadContext,
  view: View,
  init: ResponseInit & { status: number },
) {
  views.set(context, view)
  return json(view, init)
}

/** The view that the action of this request wants shown, or null. */
export function viewOfAction<View>(context: AppLoadContext): View | null {
  return (views.get(context) as View | undefined) ?? null
}
