import facts from '../components/styles/facts.css'
import frame from '../components/styles/frame.css'
import rowCards from '../components/styles/rowCards.css'
import rows from '../components/styles/rows.css'
import rowTable from '../components/styles/rowTable.css'
import listHead from '../list/styles/listHead.css'
import order from '../order/styles/order.css'
import product from '../product/styles/product.css'
import phone from './detailPhone.css'
import print from './detailPrint.css'
import tablet from './detailTablet.css'

/** What the pages behind the main one add to the styles of all. In the order of the cascade: the rooms of the page, then the widths and paper that change them. */
export default [frame, listHead, rows, facts, order, product, rowCards, tablet, rowTable, print, phone].join(
  '\n',
)
