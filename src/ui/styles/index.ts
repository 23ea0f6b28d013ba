import actions from './actions.css'
import base from './base.css'
import desktop from './desktop.css'
import kpis from './kpis.css'
import messages from './messages.css'
import narrow from './narrow.css'
import pageHead from './pageHead.css'
import print from './print.css'
import ruleCard from './ruleCard.css'
import sections from './sections.css'
import skeleton from './skeleton.css'
import tablet from './tablet.css'
import topBar from './topBar.css'
import why from './why.css'

/** The styles of every page. In the order of the cascade: the rooms of the page, then the widths and paper that change them. */
export default [
  base,
  topBar,
  pageHead,
  actions,
  kpis,
  sections,
  ruleCard,
  why,
  messages,
  skeleton,
  narrow,
  tablet,
  print,
  desktop,
].join('\n')
