import type { Handler } from 'hono'
import type { AppContext } from './context'

/** `GET /robots.txt`: nothing here is for search engines. */
export const robots: Handler<AppContext> = (context) => context.text('User-agent: *\nDisallow: /\n')
