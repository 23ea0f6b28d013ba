import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { Hono } from 'hono/tiny'
import { DatabaseError } from '../data/database'
import type { Env } from '../env'
import { errorText, logEvent } from '../log'
import { auditJson, auditPage } from './auditPage'
import { cardPage } from './cardPage'
import type { AppContext, HttpServices } from './context'
import { countryOf } from './country'
import { coveragePage } from './coveragePage'
import { diagnosisApi } from './diagnosisApi'
import { boundedForm } from './formValues'
import { importing, managing, operating, reading, sameOrigin, signedIn } from './guards'
import { defaultHeaders } from './headers'
import { health } from './health'
import {
  compareRoute,
  finishRoute,
  historyJson,
  importJson,
  importSettings,
  partRoute,
  startImportRoute,
  undoJson,
} from './importApi'
import { goOnWithFile, newImportPage, newImportPageAgain, sendFile } from './importPage'
import { importRoute } from './importRoute'
import { forgetAnswers, importPage, importsPage, rejectedLines, undoFromPage, undoPage } from './importsPage'
import { listPage } from './listPage'
import {
  chooseLanguage,
  endOwnOtherSessions,
  endOwnSession,
  makeOwnToken,
  mePage,
  revokeOwnToken,
} from './mePage'
import { moveStoreJson } from './moveApi'
import { orderPage } from './orderPage'
import { addPersonJson, erasePersonJson, makePersonLinkJson, peopleJson, revokePersonJson } from './peopleApi'
import {
  actOnPerson,
  addPerson,
  editPerson,
  endPersonSession,
  makePersonLink,
  peoplePage,
  revokePersonToken,
} from './peoplePage'
import { productPage } from './productPage'
import { refuse } from './refusal'
import { robots } from './robots'
import { searchPage } from './searchPage'
import { askForLink, confirmSignIn, signIn, signOut } from './signInPages'
import { statusApi, statusPage } from './statusPage'
import { changePage, changeStore, storePage, storesPage } from './storesPage'
import { walkingListPage } from './walkingListPage'

/** The application's routes: each with its guard, or open to everybody. */
export function createApp(
  servicesOf: (env: Env, context: Pick<ExecutionContext, 'waitUntil'>) => HttpServices,
) {
  const app = new Hono<AppContext>()

  app.use(defaultHeaders)
  app.use(async (context, next) => {
    context.set('services', servicesOf(context.env, context.executionCtx))
    // Before anything puts another request into the place of the platform's own.
    context.set('country', countryOf(context.req.raw))
    context.set('visitor', { kind: 'nobody', reason: 'noProof' })
    await next()
  })

  app.use(boundedForm)

  // Open: they tell nothing that is anybody's.
  app.get('/healthz', health)
  app.get('/robots.txt', robots)
  app.get('/sign-in', askForLink)
  app.get('/sign-in/:secret', confirmSignIn)
  app.post('/sign-in', sameOrigin, signIn)

  app.get('/', reading, cardPage)
  app.get('/rules/:file', reading, listPage)
  app.get('/rules/:name/print', reading, walkingListPage)
  app.get('/order', reading, orderPage)
  app.get('/product', reading, productPage)
  app.get('/search', reading, searchPage)
  app.get('/status', reading, statusPage)
  app.get('/api/diagnosis', reading, diagnosisApi)
  app.get('/api/status', reading, statusApi)

  app.get('/import', importing, newImportPage)
  app.post('/import', importing, sendFile)
  app.get('/import/*', importing, newImportPageAgain)
  app.post('/import/:name', importing, goOnWithFile)
  app.post('/api/import', importing, importRoute)
  app.get('/api/imports', importing, historyJson)
  app.post('/api/imports', importing, startImportRoute)
  app.get('/api/imports/settings', importing, importSettings)
  app.post('/api/imports/compare', importing, compareRoute)
  app.get('/api/imports/:id', importing, importJson)
  app.post('/api/imports/:id/parts/:part', importing, partRoute)
  app.post('/api/imports/:id/finish', importing, finishRoute)
  app.post('/api/imports/:id/undo', importing, undoJson)

  app.get('/coverage', reading, coveragePage)
  app.get('/imports', operating, importsPage)
  app.post('/imports/answers/forget', operating, forgetAnswers)
  app.get('/imports/:id', operating, importPage)
  app.get('/imports/:id/rejected.csv', operating, rejectedLines)
  app.get('/imports/:id/undo', operating, undoPage)
  app.post('/imports/:id/undo', operating, undoFromPage)
  app.get('/stores', operating, storesPage)
  app.get('/stores/:id', operating, storePage)
  app.get('/stores/:id/:change', operating, changePage)
  app.post('/stores/:id/:change', operating, changeStore)

  app.get('/me', signedIn, mePage)
  app.get('/me/*', signedIn, (context) => context.redirect('/me', 303))
  app.post('/me/sessions/end-others', signedIn, endOwnOtherSessions)
  app.post('/me/sessions/:id/end', signedIn, endOwnSession)
  app.post('/me/tokens', signedIn, makeOwnToken)
  app.post('/me/tokens/:id/revoke', signedIn, revokeOwnToken)
  app.post('/me/language', signedIn, chooseLanguage)
  app.get('/sign-out', signedIn, (context) => context.redirect('/me', 303))
  app.post('/sign-out', signedIn, signOut)

  app.get('/people', managing, peoplePage)
  app.get('/people/*', managing, (context) => context.redirect('/people', 303))
  app.post('/people', managing, addPerson)
  app.post('/people/:id', managing, editPerson)
  app.post('/people/:id/link', managing, makePersonLink)
  app.post('/people/:id/sessions/:sessionId/end', managing, endPersonSession)
  app.post('/people/:id/tokens/:tokenId/revoke', managing, revokePersonToken)
  app.post('/people/:id/:action', managing, actOnPerson)
  app.get('/audit', managing, auditPage)
  app.get('/api/people', managing, peopleJson)
  app.post('/api/people', managing, addPersonJson)
  app.post('/api/people/:id/link', managing, makePersonLinkJson)
  app.post('/api/people/:id/revoke', managing, revokePersonJson)
  app.delete('/api/people/:id', managing, erasePersonJson)
  app.get('/api/audit', managing, auditJson)
  app.post('/api/stores/move', managing, moveStoreJson)

  // What there is not is no more open than what there is.
  app.all('*', reading, (context) => refuse(context, { kind: 'notFound' }))

  app.onError((error, context) => {
    // What a middleware refuses is an answer, not a failure.
    if (error instanceof HTTPException) return error.getResponse()
    const reference = crypto.randomUUID().slice(0, 8)
    const isPassing = error instanceof DatabaseError && !error.isPermanent
    logEvent('request.failed', { reference, route: routePath(context), error: errorText(error) })
    return refuse(context, { kind: isPassing ? 'unavailable' : 'error', reference })
  })
  return app
}
