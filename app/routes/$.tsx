/** Every address that no other route has. */
export function loader() {
  throw new Response(null, { status: 404 })
}

export const action = loader

// Without a component this would be a resource route, whose errors skip the styled page.
export default function NotFound() {
  return null
}
