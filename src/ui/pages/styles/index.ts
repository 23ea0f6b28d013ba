import facts from './facts.css'
import frame from './frame.css'
import listHead from './listHead.css'
import order from './order.css'
import phone from './phone.css'
import print from './print.css'
import product from './product.css'
import rowCards from './rowCards.css'
import rows from './rows.css'
import rowTable from './rowTable.css'
import tablet from './tablet.css'

/** What the pages behind the main one add to the styles of all. In the order of the cascade: the rooms of the page, then the widths and paper that change them. */
export default [frame, listHead, rows, facts, order, product, rowCards, tablet, rowTable, print, phone].join(
  '\n',
)
