/** An async generator in a module of its own. */
export interface Order {
  name: string
  price?: number
}

export async function* deliveries(orders: Order[]): AsyncGenerator<Order> {
  for (const order of orders) {
    await new Promise<void>((resolve) => setTimeout(resolve, 1))
    yield { ...order }
  }
}
