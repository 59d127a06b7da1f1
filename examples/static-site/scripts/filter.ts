/** Hides the entries of a list that do not contain what is typed. */
export function filter(input: HTMLInputElement, list: HTMLElement): void {
  input.addEventListener('input', () => {
    const wanted = input.value.toLowerCase();
    for (const entry of list.querySelectorAll<HTMLElement>('li')) {
      entry.hidden = !(entry.textContent ?? '').toLowerCase().includes(wanted);
    }
  });
}
