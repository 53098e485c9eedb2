// <button data-copy="a-field" data-copied="Copied" hidden>: puts what stands in the field where it can be pasted.
// Without script, or where the browser lets no page do that, the button stays away: the field can be marked by hand.

for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  const field = document.getElementById(button.dataset.copy)
  const told = button.querySelector("[role=status]")
  button.hidden = false
  button.addEventListener("click", async () => {
    field.select()
    await navigator.clipboard.writeText(field.value)
    told.textContent = button.dataset.copied
  })
}
