import type { OrderDetail } from '../../details/orderDetail'
import type { DetailProblem } from '../problem'

export type OrderView = { status: 'ready'; order: OrderDetail } | DetailProblem
