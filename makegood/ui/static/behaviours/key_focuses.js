// <input data-key="n"> takes the focus at that key, wherever the reader is, unless they are typing.
// Of several the first that can be seen.

const typing = (element) =>
  element.isContentEditable || element.matches("input:not([type=radio], [type=checkbox]), textarea, select")

addEventListener("keydown", (event) => {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
  if (document.documentElement.hasAttribute("data-no-keys") || typing(event.target)) return
  const fields = document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)
  const field = [...fields].find((one) => one.checkVisibility())
  if (!field || document.querySelector("dialog[open]")) return
  event.preventDefault()
  field.focus()
  field.select()
})
