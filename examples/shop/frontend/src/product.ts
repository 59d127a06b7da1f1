export interface Product {
  id: number
  name: string
  description: string
  cents: number
  stock: number
}

const price = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })

/** The list item that shows a product. */
export function card(product: Product): HTMLLIElement {
  const item = document.createElement('li')
  item.classList.toggle('sold-out', product.stock === 0)
  item.append(
    element('h2', product.name),
    element('p', product.description),
    element('strong', price.format(product.cents / 100)),
    element('small', product.stock === 0 ? 'sold out' : `${product.stock} in stock`),
  )
  return item
}

function element(tag: string, text: string): HTMLElement {
  const result = document.createElement(tag)
  result.textContent = text
  return result
}
