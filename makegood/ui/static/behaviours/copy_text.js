// <button data-copy="a-field" data-copied="Copied" hidden>: puts what stands in the field where it can be pasted.
// Without script, or where the browser lets no page do that, the button stays away: the field can be marked by hand.

const show = (root) => {
  for (const button of root.querySelectorAll("button[data-copy]")) button.hidden = false
}

const copy = async (button) => {
  const field = document.getElementById(button.dataset.copy)
  field.select()
  await navigator.clipboard.writeText(field.value)
  button.querySelector("[role=status]").textContent = button.dataset.copied
}

if (navigator.clipboard) {
  show(document)
  document.addEventListener("htmx:afterSwap", () => show(document))
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-copy]")
    if (button) copy(button)
  })
}
