export function findRadio(
  form: HTMLFormElement,
  questionId: string,
  choice: string,
): HTMLInputElement | null {
  return form.querySelector(`input[type=radio][name="${questionId}"][value="${choice}"]`)
}

export function checkedRadios(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')]
}
