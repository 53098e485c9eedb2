// A chip that was corrected is not written over by an answer to what the line said before.
// Whatever was typed last counts: the line or its chips.

const LINE = "[data-line]"
const READ = "quick-add-read"

let corrected = false

const asksAgain = (detail) => detail.target?.id === READ && !detail.elt.closest(`#${READ}`)

addEventListener("input", (event) => {
  if (event.target.matches(LINE)) corrected = false
  else if (event.target.closest(`#${READ}`)) corrected = true
}, { capture: true })

addEventListener("submit", (event) => {
  // "Read it" was pressed: that is meant.
  if (event.target.querySelector(LINE)) corrected = false
}, { capture: true })

document.addEventListener("htmx:beforeRequest", (event) => {
  if (corrected && asksAgain(event.detail)) event.preventDefault()
})

document.addEventListener("htmx:beforeSwap", (event) => {
  if (corrected && asksAgain(event.detail.requestConfig)) event.detail.shouldSwap = false
})
