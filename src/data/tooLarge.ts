/** What has no room in a row, however often it is tried. */
export class TooLargeError extends Error {}

/** An order with more text in its lines than a row has room for. */
export class OrderTooLargeError extends TooLargeError {
  constructor(orderId: string, bytes: number) {
    super(`the order ${orderId} has ${bytes} bytes of lines, more than one order has room for`)
    this.name = 'OrderTooLargeError'
  }
}
