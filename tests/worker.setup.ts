import { afterEach } from 'vitest'
import { settleLeftBehind } from './services'

afterEach(settleLeftBehind)
