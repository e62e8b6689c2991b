export interface Order {
  price: number
  count?: number
}

export async function* deliveries(orders: Order[]): AsyncGenerator<Order> {
  for (const order of orders) {
    if (order.price < 0) throw new Error(`price ${order.price}`)
    await new Promise<void>((resolve) => setTimeout(resolve, 1))
    yield { ...order }
  }
}
