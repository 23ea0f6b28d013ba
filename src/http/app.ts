import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { Hono } from 'hono/tiny'
import type { Services } from '../cards/services'
import type { Env } from '../env'
import { errorText, logEvent } from '../log'
import { access, importAccess } from './access'
import { cardPage } from './cardPage'
import type { AppContext } from './context'
import { diagnosisApi } from './diagnosisApi'
import { health } from './health'
import { importRoute } from './importRoute'
import { listPage } from './listPage'
import { orderPage } from './orderPage'
import { productPage } from './productPage'
import { refuse } from './refusal'
import { statusApi, statusPage } from './statusPage'

/** The application's routes. */
export function createApp(servicesOf: (env: Env, context: Pick<ExecutionContext, 'waitUntil'>) => Services) {
  const app = new Hono<AppContext>()

  app.use(access)
  app.use(async (context, next) => {
    context.set('services', servicesOf(context.env, context.executionCtx))
    await next()
  })

  app.get('/', cardPage)
  app.get('/api/diagnosis', diagnosisApi)
  app.post('/api/import', importAccess, importRoute)
  app.get('/rules/:file', listPage)
  app.get('/order', orderPage)
  app.get('/product', productPage)
  app.get('/status', statusPage)
  app.get('/api/status', statusApi)
  app.get('/healthz', health)

  app.notFound((context) => refuse(context, { kind: 'notFound' }))
  app.onError((error, context) => {
    // What a middleware refuses is an answer, not a failure.
    if (error instanceof HTTPException) return error.getResponse()
    const reference = crypto.randomUUID().slice(0, 8)
    logEvent('request.failed', { reference, route: routePath(context), error: errorText(error) })
    return refuse(context, { kind: 'error', reference })
  })
  return app
}
