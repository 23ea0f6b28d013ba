import './extensionless.ts'
import { runCommand } from './userError.ts'

/** `npm run import -- FILE…`: reads exports, sends their orders to the server and prints its reports. */

const { importCommand } = await import('./importCommand.ts')
await runCommand(importCommand)
