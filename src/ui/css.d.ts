/** Style sheets are imported as their text: wrangler's Text modules in the worker, a small plugin in the tests. */
declare module '*.css' {
  const text: string
  export default text
}
