// A day that is half typed would be sent as none. The browser knows: nothing is sent, and our sentence
// (#toasts: data-half) stands at the field until it is whole or empty. Before press_once.js, which counts presses.

const halves = (form) => [...form.elements].filter((field) => field.validity?.badInput)

const errorOf = (field) => {
  const id = `${field.id}_error`
  const there = document.getElementById(id)
  if (there) return there
  const error = Object.assign(document.createElement("p"), { id, className: "field-error" })
  const within = field.closest(".field")
  if (within) within.append(error)
  else field.after(error)
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim())
  return error
}

const mark = (field, isHalf) => {
  field.toggleAttribute("data-half", isHalf)
  field.setAttribute("aria-invalid", `${isHalf}`)
  field.closest(".field")?.classList.toggle("is-wrong", isHalf)
  errorOf(field).textContent = isHalf ? document.getElementById("toasts")?.dataset.half : ""
}

addEventListener("submit", (event) => {
  const found = halves(event.target)
  if (!found.length) return
  event.preventDefault()
  event.stopImmediatePropagation()
  for (const field of found) mark(field, true)
  found[0].closest("details")?.setAttribute("open", "")
  found[0].focus()
}, { capture: true })

addEventListener("input", ({ target }) => {
  if (target.matches?.("[data-half]") && !target.validity.badInput) mark(target, false)
})
