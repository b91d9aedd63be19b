import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'

// Loaded only where a route asks for it with `handle.hydrate`: no page for prospects does.
startTransition(() => {
  hydrateRoot(document, <RemixBrowser />)
})
