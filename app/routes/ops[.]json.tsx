import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { notAllowed } from '#app/web/not-allowed.server.ts'
import { answerPage } from './ops.$/answer.server.ts'

/** The first page as a file: its address has no segment of its own to put a format to. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const answer = await answerPage(request, context)
  if ('file' in answer) return answer.file
  throw new Response(null, { status: 404 })
}

/** There is nothing to change here. */
export const action = () => notAllowed('GET, HEAD')
