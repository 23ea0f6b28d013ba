import actions from '../home/styles/actions.css'
import desktop from '../home/styles/desktop.css'
import kpis from '../home/styles/kpis.css'
import narrow from '../home/styles/narrow.css'
import pageHead from '../home/styles/pageHead.css'
import ruleCard from '../home/styles/ruleCard.css'
import { ruleHeights, wideColumns } from '../home/styles/ruleStyles'
import sections from '../home/styles/sections.css'
import tablet from '../home/styles/tablet.css'
import why from '../home/styles/why.css'
import base from './base.css'
import messages from './messages.css'
import print from './print.css'
import skeleton from './skeleton.css'
import topBar from './topBar.css'

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
  ruleHeights,
  narrow,
  tablet,
  print,
  desktop,
  wideColumns,
].join('\n')
