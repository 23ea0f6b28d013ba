import type { ProductDetail } from '../../details/productDetail'
import type { DetailProblem } from '../problem'

export type ProductView = { status: 'ready'; product: ProductDetail } | DetailProblem
