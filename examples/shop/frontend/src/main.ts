import './main.css'
import { card, type Product } from './product'

async function show(list: HTMLElement): Promise<void> {
  const response = await fetch('/api/products')
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  const products = (await response.json()) as Product[]
  list.replaceChildren(...products.map(card))
}

const list = document.querySelector<HTMLElement>('#products')!
show(list).catch((error: Error) => (list.textContent = `No products today: ${error.message}`))
