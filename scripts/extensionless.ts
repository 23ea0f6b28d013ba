import { registerHooks } from 'node:module'

/**
 * Lets Node find the files of src/, which name one another without extensions as bundlers take them. To be imported
 * before a dynamic import of what uses them.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isOurs = context.parentURL?.endsWith('.ts') ?? false
    const isBare = isOurs && specifier.startsWith('.') && !/\.\w+$/.test(specifier)
    return nextResolve(isBare ? `${specifier}.ts` : specifier, context)
  },
})
