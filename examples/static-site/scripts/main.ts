import { filter } from './filter';

const input = document.querySelector<HTMLInputElement>('#filter');
const list = document.querySelector<HTMLElement>('#notes');
if (input && list) {
  filter(input, list);
}

document.querySelector('#theme')?.addEventListener('click', () => document.body.classList.toggle('dark'));
