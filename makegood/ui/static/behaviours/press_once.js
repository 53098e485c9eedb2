// A second press of the same button does nothing until the first has been answered,
// nor does the end of a double press on the button that the answer put in its place.

const SETTLED_AFTER = 600
const waiting = new Set()
const fresh = new WeakMap()

const tooSoon = (button) => {
  const within = button.closest("[data-row]")
  return within !== null && performance.now() - (fresh.get(within) ?? -SETTLED_AFTER) < SETTLED_AFTER
}

const release = () => {
  for (const button of waiting) {
    button.disabled = false
    button.removeAttribute("aria-busy")
    // A button that is disabled lets go of the focus.
    if (document.activeElement === document.body) button.focus({ preventScroll: true })
  }
  waiting.clear()
}

addEventListener("submit", (event) => {
  const button = event.submitter ?? event.target.querySelector("button[type=submit]")
  if (!button) return
  if (waiting.has(button) || tooSoon(button)) {
    event.preventDefault()
    event.stopImmediatePropagation()
    return
  }
  waiting.add(button)
  button.setAttribute("aria-busy", "true")
  // After the form has been read: a disabled button would not be sent with it.
  setTimeout(() => {
    const refused = event.defaultPrevented && !event.target.hasAttribute("hx-post") && !event.target.hasAttribute("hx-get")
    if (refused) release()
    else if (waiting.has(button)) button.disabled = true
  })
}, { capture: true })

document.addEventListener("htmx:load", (event) => fresh.set(event.detail.elt, performance.now()))
document.addEventListener("htmx:afterRequest", release)
addEventListener("pageshow", (event) => {
  if (event.persisted) release()
})
